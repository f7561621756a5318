// `assize spending`: money spent by council, region and the nation.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/spending/spending_report.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string area;
  std::string as_at;
  std::string format = "csv";
  bool for_everyone = false;
};

int show(const Options& options) {
  const pricing::Date today = registry::london_date(registry::system_clock()());
  const pricing::Date at = options.as_at.empty() ? today : day_option(options.as_at, "--as-at");
  if (at > today) throw CannotRun("--as-at " + at.text() + " is still to come.");
  if (options.for_everyone && !options.as_at.empty()) {
    throw CannotRun("what everyone is told is of the first day of the month; leave --as-at out.");
  }
  Workplace workplace(options.workplace);
  registry::NamedCheckpoint checkpoint;
  const auto report = workplace.database().with_connection([&](registry::Connection& connection) {
    const auto snapshot = registry::build_snapshot(connection, today);
    checkpoint = snapshot->checkpoint;
    return options.for_everyone ? registry::read_spending_for_everyone(connection, *snapshot)
                                : registry::read_spending_in_full(connection, *snapshot, at);
  });
  const registry::SpendingArea* area = nullptr;
  if (!options.area.empty()) {
    area = report.find(options.area);
    if (area == nullptr) {
      throw CannotRun("there is nothing to tell of an area with the code " + options.area + ".");
    }
  }
  Output output;
  if (options.format == "json") {
    output.write(area == nullptr ? spending_json(report, checkpoint)
                                 : spending_area_json(*area, report, checkpoint));
  } else {
    output.write(area == nullptr ? spending_csv(report) : spending_area_csv(*area, report));
  }
  output.flush();
  return all_well;
}

}  // namespace

void add_spending(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "spending", "Money spent on placements, by council, region and the nation");
  command->add_option("AREA", options->area,
                      "A council's code (383), a region's (E12000003) or England's (E92000001);\n"
                      "every area if left out");
  command->add_option("--as-at", options->as_at, "The day, yyyy-mm-dd; today if left out");
  command->add_flag("--for-everyone", options->for_everyone,
                    "What the public is told: nothing of fewer than five children");
  command->add_option("--format", options->format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}));
  add_workplace_options(*command, options->workplace);
  command->footer(
      "Examples:\n"
      "  assize spending > spending.csv\n"
      "  assize spending 383 --format json\n"
      "  assize spending --for-everyone");
  command->callback([options, &chosen] { chosen = [=] { return show(*options); }; });
}

}  // namespace assize::api
