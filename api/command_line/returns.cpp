// `assize returns check`: what a file of yearly financial returns shows. Its fellow commands are
// in return_filing.cpp.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "pricing/returns/assess_returns.h"
#include "pricing/returns/read_returns.h"

namespace assize::api {
namespace {

constexpr std::uint64_t returns_limit_bytes = 64ULL << 20;  // some 200,000 returns

struct Options {
  std::string returns;
  std::string rule_book;
  std::string previous;
  std::string format = "text";
};

// Rows that are not of their form would be passed over without a word.
std::string read_previous(const std::string& path) {
  if (path.empty()) return "";
  std::string previous = read_whole_file(path, "the file of earlier returns", returns_limit_bytes);
  pricing::Findings told_by_check(false);
  const pricing::ReturnsFile file = pricing::read_returns_file(previous, told_by_check);
  if (file.unreadable || file.rows != pricing::read_returns(previous).size()) {
    throw CannotRun("the file of earlier returns " + path +
                    " has rows that cannot be read; `assize returns check` lists them.");
  }
  return previous;
}

int check_returns(const Options& options) {
  const pricing::RuleBook book = load_rule_book(options.rule_book);
  const std::string returns =
      read_whole_file(options.returns, "the file of returns", returns_limit_bytes);
  const pricing::Assessment assessment = pricing::assess_returns(
      returns, book, options.format != "summary", read_previous(options.previous));
  Output output;
  if (options.format == "text") pricing::write_text(assessment, output.writer());
  if (options.format == "json") pricing::write_json(assessment, output.writer());
  if (options.format == "summary") pricing::write_summary(assessment, output.writer());
  if (options.format == "csv") {
    pricing::write_annotated_returns(assessment, returns, output.writer());
  }
  output.flush();
  return assessment.accepted() ? all_well : something_found;
}

}  // namespace

void add_returns(CLI::App& program, Work& chosen) {
  CLI::App* returns = program.add_subcommand("returns", "Yearly financial returns of providers");
  returns->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* command =
      returns->add_subcommand("check", "Check a file of returns against a rule book");
  command->add_option("RETURNS.csv", options->returns, "The returns; - reads standard input")
      ->required();
  command->add_option("--rule-book", options->rule_book, "The edition of the rule book (JSON)")
      ->required();
  command->add_option("--previous", options->previous,
                      "Returns handed in before, for growth over three years");
  command
      ->add_option("--format", options->format,
                   "text for people, json, csv (the file back, annotated), or summary")
      ->check(CLI::IsMember({"text", "json", "csv", "summary"}));
  command->footer(
      "Growth over three years is seen where the file and --previous hold all three, and groups\n"
      "where the file holds the returns of all their providers.\n"
      "Exit status: 0 nothing at error or hold, 1 something is, 2 it could not run.\n\n"
      "Examples:\n"
      "  assize returns check returns-2026.csv --rule-book book.json\n"
      "  assize returns check returns-2026.csv --rule-book book.json --format csv > annotated.csv");
  command->callback([options, &chosen] { chosen = [options] { return check_returns(*options); }; });
  add_return_filing(*returns, chosen);
}

}  // namespace assize::api
