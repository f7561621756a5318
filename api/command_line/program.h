// The program `assize`: reads the command line, runs the command, and turns whatever goes wrong
// into one line on standard error and exit status 2.
#pragma once

namespace assize::api {

int run_program(int argc, char** argv);

}  // namespace assize::api
