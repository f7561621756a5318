#include "api/command_line/program.h"

int main(int argc, char** argv) { return assize::api::run_program(argc, argv); }
