// `assize places state`: the vacancies of schools, stated on the service's own machine.
#include <CLI/CLI.hpp>
#include <iostream>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "registry/places/state_places.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string file;
};

int state(const Options& options) {
  const std::string bytes =
      read_whole_file(options.file, "the file of places", registry::places_limit_bytes);
  Workplace workplace(options.workplace);
  const auto stated = registry::state_places(workplace.database(), workplace.journal(),
                                             {registry::local_administrator(), bytes});
  Output output;
  if (!stated.ok()) {
    for (const Fault& fault : stated.faults()) output.write(fault_text(fault) + "\n");
    output.flush();
    std::cerr << "assize: nothing was stated: the file has faults, each listed above.\n";
    return something_found;
  }
  workplace.sequence_pending();
  output.write(std::to_string(stated->rows) + " rows: " + std::to_string(stated->stated) +
               " stated, " + std::to_string(stated->unchanged) + " unchanged\n");
  for (const std::string& receipt : stated->receipts) output.write("receipt: " + receipt + "\n");
  output.flush();
  return all_well;
}

}  // namespace

void add_places(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("places", "Vacancies that providers state");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* stating =
      command->add_subcommand("state", "State the vacancies in a file, all or nothing");
  stating->add_option("FILE.csv", options->file, "The file; - reads standard input")->required();
  add_workplace_options(*stating, options->workplace);
  stating->footer(
      "A statement takes the place of those for the same need and provision whose ages it "
      "overlaps,\n"
      "and goes stale after 30 days. Exit status: 0 stated, 1 the file has faults (each is "
      "listed)\n"
      "and nothing was stated, 2 it could not run.\n\n"
      "Example:\n  assize places state vacancies.csv");
  stating->callback([options, &chosen] { chosen = [=] { return state(*options); }; });
}

}  // namespace assize::api
