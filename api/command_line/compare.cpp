// `assize compare`: what schools charge, like for like.
#include <CLI/CLI.hpp>

#include <algorithm>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/comparison/comparison_report.h"
#include "registry/filings/london_date.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

constexpr std::size_t schools_limit = 20;

struct Options {
  WorkplaceOptions workplace;
  std::vector<std::string> urns;
  std::string need;
  std::string provision;
  std::optional<int> age;
  std::string as_at;
  std::string format = "text";
};

pricing::ComparisonWishes wishes_of(const Options& options) {
  pricing::ComparisonWishes wishes;
  if (!options.need.empty()) {
    wishes.need = value_or_cannot_run(pricing::parse_need(options.need), "--need");
  }
  if (!options.provision.empty()) {
    wishes.provision =
        value_or_cannot_run(pricing::parse_provision(options.provision), "--provision");
  }
  wishes.age = options.age;
  return wishes;
}

std::vector<const registry::CatalogueSchool*> find_schools(const registry::Snapshot& snapshot,
                                                           const std::vector<std::string>& urns) {
  std::vector<const registry::CatalogueSchool*> schools;
  for (const std::string& text : urns) {
    const pricing::Urn urn = value_or_cannot_run(pricing::Urn::parse(text), "a school");
    const registry::CatalogueSchool* school = snapshot.find(urn);
    if (school == nullptr) {
      throw CannotRun("no school in the catalogue has the URN " + text + ".");
    }
    if (std::find(schools.begin(), schools.end(), school) != schools.end()) {
      throw CannotRun("the URN " + text + " is given twice.");
    }
    schools.push_back(school);
  }
  return schools;
}

int compare(const Options& options) {
  const pricing::Date today = registry::london_date(registry::system_clock()());
  const pricing::Date as_at = options.as_at.empty() ? today : day_option(options.as_at, "--as-at");
  const pricing::ComparisonWishes wishes = wishes_of(options);
  Workplace workplace(options.workplace);
  const auto [snapshot, book] =
      workplace.database().with_connection([&](registry::Connection& connection) {
        return std::pair(registry::build_snapshot(connection, today),
                         registry::rule_book_in_force(connection));
      });
  const ComparisonReport report =
      compare_in_catalogue(find_schools(*snapshot, options.urns), wishes, as_at, book.get());
  Output output;
  if (options.format == "text") output.write(comparison_text(report));
  if (options.format == "json") output.write(comparison_json(report) + "\n");
  if (options.format == "csv") output.write(comparison_csv(report));
  output.flush();
  return all_well;
}

}  // namespace

void add_compare(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("compare", "Compare what schools charge, like for like");
  command->add_option("URN", options->urns, "The schools, up to 20")
      ->required()
      ->expected(1, static_cast<int>(schools_limit));
  command->add_option("--need", options->need, "A census code, such as ASD");
  command->add_option("--provision", options->provision, "day, weekly, termly or full_year");
  command->add_option("--age", options->age, "The pupil's age")->check(CLI::Range(0, 25));
  command->add_option("--as-at", options->as_at, "The day, yyyy-mm-dd; today if left out");
  command->add_option("--format", options->format, "text for people, json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}));
  add_workplace_options(*command, options->workplace);
  command->footer("Example:\n  assize compare 900001 900002 --need ASD --provision day --age 12");
  command->callback([options, &chosen] { chosen = [options] { return compare(*options); }; });
}

}  // namespace assize::api
