// `assize catalogue export`: the fees in force on a day, as a file.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "registry/catalogue/export.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string format = "csv";
  std::string as_at;
};

int export_all(const Options& options) {
  const pricing::Date today = registry::london_date(registry::system_clock()());
  const pricing::Date as_at = options.as_at.empty() ? today : day_option(options.as_at, "--as-at");
  Workplace workplace(options.workplace);
  const auto snapshot = workplace.database().with_connection([&](registry::Connection& connection) {
    return registry::build_snapshot(connection, today);
  });
  Output output;
  if (options.format == "json") {
    registry::export_catalogue_json(*snapshot, as_at, output.writer());
  } else {
    registry::export_catalogue_csv(*snapshot, as_at, output.writer());
  }
  output.flush();
  return all_well;
}

}  // namespace

void add_catalogue(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("catalogue", "The catalogue of fees in force");
  command->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* exporting = command->add_subcommand("export", "Write the fees in force on a day");
  exporting->add_option("--format", options->format, "csv or json")
      ->check(CLI::IsMember({"csv", "json"}));
  exporting->add_option("--as-at", options->as_at, "The day, yyyy-mm-dd; today if left out");
  add_workplace_options(*exporting, options->workplace);
  exporting->footer("Example:\n  assize catalogue export --format csv --as-at 2026-09-01");
  exporting->callback([options, &chosen] { chosen = [=] { return export_all(*options); }; });
}

}  // namespace assize::api
