// `assize market check`: what the facts of the market show on a day.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "pricing/market/assess_market.h"
#include "registry/filings/london_date.h"
#include "registry/log/journal.h"

namespace assize::api {
namespace {

constexpr std::uint64_t facts_limit_bytes = 256ULL << 20;  // some 2,000,000 rows

struct Options {
  std::string facts;
  std::string rule_book;
  std::string at;
  std::string format = "text";
};

int check_market(const Options& options) {
  const pricing::RuleBook book = load_rule_book(options.rule_book);
  const pricing::Date at = options.at.empty() ? registry::london_date(registry::system_clock()())
                                              : day_option(options.at, "--at");
  const Result<pricing::MarketFacts> facts = pricing::read_market_facts(
      read_whole_file(options.facts, "the facts of the market", facts_limit_bytes));
  if (!facts.ok()) return print_faults(facts.faults(), "the file of facts " + options.facts);

  const pricing::MarketAssessment assessment = pricing::assess_market(*facts, book, at);
  Output output;
  if (options.format == "text") pricing::write_market_text(assessment, output.writer());
  if (options.format == "json") pricing::write_market_json(assessment, output.writer());
  if (options.format == "csv") pricing::write_market_csv(assessment, output.writer());
  if (options.format == "summary") pricing::write_market_summary(assessment, output.writer());
  output.flush();
  return assessment.accepted() ? all_well : something_found;
}

}  // namespace

void add_market(CLI::App& program, Work& chosen) {
  CLI::App* market =
      program.add_subcommand("market", "The market: shares, alternatives, standards");
  market->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* command =
      market->add_subcommand("check", "Check the facts of the market against a rule book");
  command->add_option("FACTS.json", options->facts, "The facts; - reads standard input")
      ->required();
  command->add_option("--rule-book", options->rule_book, "The edition of the rule book (JSON)")
      ->required();
  command->add_option("--at", options->at,
                      "The day on which the market is looked at, yyyy-mm-dd; today if left out");
  command
      ->add_option("--format", options->format,
                   "text for people, json, csv (a row for each finding), or summary")
      ->check(CLI::IsMember({"text", "json", "csv", "summary"}));
  command->footer(
      "Every fault of the file is listed, each with its place, and nothing is then judged.\n"
      "Exit status: 0 nothing at error or hold, 1 something is, 2 it could not run.\n\n"
      "Examples:\n"
      "  assize market check facts.json --rule-book book.json\n"
      "  assize market check facts.json --rule-book book.json --at 2026-11-21 --format csv");
  command->callback([options, &chosen] { chosen = [options] { return check_market(*options); }; });
  add_market_run(*market, chosen);
}

}  // namespace assize::api
