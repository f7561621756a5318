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

using MakeText = std::string (*)(registry::Connection&, const registry::Snapshot&);

int publish(const WorkplaceOptions& options, MakeText make) {
  Workplace workplace(options);
  const pricing::Date today = registry::london_date(registry::system_clock()());
  const std::string text =
      workplace.database().with_connection([&](registry::Connection& connection) {
        const auto snapshot = registry::build_snapshot(connection, today);
        return make(connection, *snapshot);
      });
  if (text.empty()) throw CannotRun("no framework is published yet.");
  Output output;
  output.write(text);
  output.flush();
  return all_well;
}

std::string publish_ocds(registry::Connection& connection, const registry::Snapshot& snapshot) {
  const auto spending = registry::read_spending_for_everyone(connection, snapshot);
  return ocds_package(snapshot, spending.call_offs, registry::day_for_everyone(snapshot.today));
}

void add_kind(CLI::App& command, const char* name, const char* what, MakeText make, Work& chosen) {
  auto options = std::make_shared<WorkplaceOptions>();
  CLI::App* added = command.add_subcommand(name, what);
  add_workplace_options(*added, *options);
  added->callback([options, make, &chosen] { chosen = [=] { return publish(*options, make); }; });
}

}  // namespace

void add_publish(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("publish", "Write what is public by a standard");
  command->require_subcommand(1);
  add_kind(*command, "ocds",
           "The frameworks, lots, awards and call-offs: an OCDS 1.1.5 release package",
           publish_ocds, chosen);
  add_kind(
      *command, "csv-metadata", "What the columns of `assize catalogue export` are: CSVW",
      [](registry::Connection&, const registry::Snapshot& snapshot) {
        return catalogue_csv_metadata(snapshot);
      },
      chosen);
  command->footer("Example:\n  assize publish ocds > releases.json");
}

}  // namespace assize::api
