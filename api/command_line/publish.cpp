// `assize publish`: the catalogue and the frameworks by others' standards, as files.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/publication/csvw.h"
#include "api/publication/ocds.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

int publish(const WorkplaceOptions& options, std::string (*make)(const registry::Snapshot&)) {
  Workplace workplace(options);
  const pricing::Date today = registry::london_date(registry::system_clock()());
  const auto snapshot = workplace.database().with_connection([&](registry::Connection& connection) {
    return registry::build_snapshot(connection, today);
  });
  const std::string text = make(*snapshot);
  if (text.empty()) throw CannotRun("no framework is published yet.");
  Output output;
  output.write(text);
  output.flush();
  return all_well;
}

void add_kind(CLI::App& command, const char* name, const char* what,
              std::string (*make)(const registry::Snapshot&), Work& chosen) {
  auto options = std::make_shared<WorkplaceOptions>();
  CLI::App* added = command.add_subcommand(name, what);
  add_workplace_options(*added, *options);
  added->callback([options, make, &chosen] { chosen = [=] { return publish(*options, make); }; });
}

}  // namespace

void add_publish(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("publish", "Write what is public by a standard");
  command->require_subcommand(1);
  add_kind(*command, "ocds", "The frameworks, lots and awards: an OCDS 1.1.5 release package",
           ocds_package, chosen);
  add_kind(*command, "csv-metadata", "What the columns of `assize catalogue export` are: CSVW",
           catalogue_csv_metadata, chosen);
  command->footer("Example:\n  assize publish ocds > releases.json");
}

}  // namespace assize::api
