#include "api/command_line/program.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "api/command_line/command.h"
#include "api/command_line/commands.h"

namespace assize::api {
namespace {

constexpr const char* description =
    "Assize: the regulator's service for the market in independent and non-maintained special\n"
    "schools in England. It checks fee files against the national rule book with exact decimal\n"
    "arithmetic, keeps the register and the fees in force, and proves what was filed and when.";

constexpr const char* examples =
    "Start here:\n"
    "  assize check FEES.csv --rule-book BOOK.json        is this fee file in order?\n"
    "  assize demo --schools 2000 --seed 1                load a fictional nation into ./data\n"
    "  assize serve                                       serve it on http://127.0.0.1:8080\n"
    "  assize COMMAND --help                              every option, with examples\n"
    "\n"
    "Commands that need the register work in ./data, or where --data-dir, ASSIZE_DATA_DIR or\n"
    "--database says. Exit status: 0 all is well, 1 something was found, 2 it could not run.";

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// The innermost command that the command line names, for its help.
std::string command_path(const CLI::App& program) {
  std::string path = "assize";
  const CLI::App* at = &program;
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    path += " " + at->get_name();
  }
  return path;
}

}  // namespace

int run_program(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an error of write(), not our death
  CLI::App program(description, "assize");
  program.footer(examples);
  program.require_subcommand(1);
  program.set_version_flag("--version", std::string("assize ") + ASSIZE_VERSION);
  Work chosen;
  for (const AddCommand add : commands) add(program, chosen);
  const auto is_named = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
  if (argc > 1 && argv[1][0] != '-' && program.get_subcommands(is_named).empty()) {
    std::cerr << "assize: there is no command '" << argv[1] << "' (see `assize --help`)\n";
    return could_not_run;
  }
  try {
    program.parse(argc, argv);
    return chosen();
  } catch (const CLI::Success& asked) {  // --help and --version
    return program.exit(asked);
  } catch (const CLI::ParseError& error) {
    std::cerr << "assize: " << first_line(error.what()) << " (see `" << command_path(program)
              << " --help`)\n";
  } catch (const std::exception& error) {
    std::cerr << "assize: " << error.what() << '\n';
  }
  return could_not_run;
}

}  // namespace assize::api
