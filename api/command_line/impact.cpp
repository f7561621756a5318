// `assize impact`: what a draft edition would mean for the fees in force.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/impact/impact_report.h"
#include "registry/filings/london_date.h"
#include "registry/returns/held_returns.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string draft;
  std::string as_at;
  std::string bands_on;
  std::string format = "text";
  int jobs = 0;
};

int measure(const Options& options) {
  const pricing::Date today = registry::london_date(registry::system_clock()());
  const pricing::Date as_at = options.as_at.empty() ? today : day_option(options.as_at, "--as-at");
  std::optional<pricing::Date> draft_on;
  if (!options.bands_on.empty()) draft_on = day_option(options.bands_on, "--bands-on");
  const pricing::RuleBook draft = load_rule_book(options.draft);
  Workplace workplace(options.workplace);
  const auto [snapshot, in_force] =
      workplace.database().with_connection([&](registry::Connection& connection) {
        return std::pair(registry::build_snapshot(connection, today),
                         registry::rule_book_in_force(connection));
      });
  if (!in_force) {
    throw CannotRun(
        "no edition is in force to set the draft beside; publish one with "
        "`assize rule-book publish`.");
  }
  const registry::NamedMarket market = registry::impact_market(*snapshot, as_at);
  const auto costs = workplace.database().with_connection([&](registry::Connection& connection) {
    return registry::costs_per_placement(connection, market);
  });
  pricing::ImpactInput input;
  input.costs = costs;
  input.market = &market.market;
  input.in_force = in_force.get();
  input.draft = &draft;
  input.draft_on = draft_on;
  input.jobs = options.jobs;
  const pricing::Impact impact = pricing::measure_impact(input);
  const ImpactReport report{market, impact, *in_force, draft, as_at, draft_on};
  Output output;
  if (options.format == "text") output.write(impact_text(report));
  if (options.format == "json") output.write(impact_json(report) + "\n");
  if (options.format == "csv") output.write(impact_csv(report));
  output.flush();
  return all_well;
}

}  // namespace

void add_impact(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand(
      "impact", "What a draft edition would mean for the fees in force; nothing is changed");
  command->add_option("--draft", options->draft, "The draft edition (JSON)")->required();
  command->add_option("--as-at", options->as_at,
                      "The fees that hold on that day, yyyy-mm-dd; today if left out");
  command->add_option("--bands-on", options->bands_on,
                      "Judge by the draft's bands of that day, yyyy-mm-dd, as if each fee took "
                      "effect then; by those of the day it did if left out");
  command->add_option("--format", options->format, "text for people (long lists cut), json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}));
  command->add_option("--jobs", options->jobs, "Threads to use; as many as there are cores if 0")
      ->check(CLI::Range(0, 1024));
  add_workplace_options(*command, options->workplace);
  command->footer(
      "Examples:\n"
      "  assize impact --draft book-2027.json\n"
      "  assize impact --draft book-2027.json --bands-on 2027-09-01 --format csv > impact.csv");
  command->callback([options, &chosen] { chosen = [options] { return measure(*options); }; });
}

}  // namespace assize::api
