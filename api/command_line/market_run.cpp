// `assize market run` and `assize market flags`: the market of the register, and what is flagged.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/market/market_json.h"
#include "registry/placements/list_placements.h"

namespace assize::api {
namespace {

struct RunOptions {
  WorkplaceOptions workplace;
  std::string at;
  std::string format = "text";
};

std::string text_of(const registry::MarketRun& run) {
  const auto count = [](std::uint64_t number) { return std::to_string(number); };
  if (run.id.empty()) return "note: a day past, so nothing was stored\n";
  return "run " + run.id + ": " + count(run.flags.standing) + " flags stand; " +
         count(run.flags.opened) + " opened, " + count(run.flags.changed) + " changed, " +
         count(run.flags.closed) + " closed\nreceipt: " + run.receipt_json + "\n";
}

int run(const RunOptions& options) {
  std::optional<pricing::Date> at;
  if (!options.at.empty()) at = day_option(options.at, "--at");
  Workplace workplace(options.workplace);
  const auto done =
      value_or_cannot_run(registry::run_market(workplace.database(), workplace.journal(),
                                               registry::local_administrator(), at),
                          "the market was not judged");
  workplace.sequence_pending();
  Output output;
  if (options.format == "json") output.write(market_run_json(done) + "\n");
  if (options.format == "csv") pricing::write_market_csv(done.assessment, output.writer());
  if (options.format == "text") pricing::write_market_text(done.assessment, output.writer());
  if (options.format == "summary") pricing::write_market_summary(done.assessment, output.writer());
  if (options.format == "text") output.write(text_of(done));
  output.flush();
  return done.assessment.accepted() ? all_well : something_found;
}

void add_run(CLI::App& market, Work& chosen) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command =
      market.add_subcommand("run", "Judge the market of the register, and store its flags");
  command->add_option("--at", options->at,
                      "The day, yyyy-mm-dd, today if left out; a day past is judged by what is\n"
                      "known now, and not stored");
  command->add_option("--format", options->format, "text for people, json, csv or summary")
      ->check(CLI::IsMember({"text", "json", "csv", "summary"}));
  add_workplace_options(*command, options->workplace);
  command->footer(
      "A service does this once a day by itself. Exit status: 0 nothing at error or hold, 1\n"
      "something is, 2 it could not run.\n\nExamples:\n"
      "  assize market run\n"
      "  assize market run --at 2026-09-01 --format csv");
  command->callback([options, &chosen] { chosen = [=] { return run(*options); }; });
}

struct FlagOptions {
  WorkplaceOptions workplace;
  std::string state = "open";
  std::string rule;
  std::string commissioner;
  std::string need;
  std::string school;
  std::string known_at;
  std::string format = "text";
};

registry::MarketFlagFilter filter_of(const FlagOptions& options) {
  registry::MarketFlagFilter filter;
  filter.state = value_or_cannot_run(registry::parse_flag_state(options.state), "--state");
  if (!options.rule.empty()) filter.rule = options.rule;
  if (!options.commissioner.empty()) filter.commissioner = options.commissioner;
  if (!options.need.empty()) {
    filter.need = value_or_cannot_run(pricing::parse_need(options.need), "--need");
  }
  if (!options.school.empty()) {
    filter.urn = value_or_cannot_run(pricing::Urn::parse(options.school), "--school");
  }
  if (!options.known_at.empty()) {
    filter.known_at = value_or_cannot_run(registry::parse_known_at(options.known_at), "--known-at");
  }
  return filter;
}

std::string line_of(const registry::MarketFlag& flag) {
  return flag.severity + " " + flag.rule + ", since " + flag.opened_on +
         (flag.closed_on ? ", closed on " + *flag.closed_on : "") + ": " + flag.message + "\n";
}

int list_flags(const FlagOptions& options) {
  constexpr std::size_t rows_at_once = 1000;
  const registry::MarketFlagFilter filter = filter_of(options);
  Workplace workplace(options.workplace);
  Output output;
  std::optional<std::uint64_t> after;
  do {
    const auto page = workplace.database().with_connection([&](registry::Connection& connection) {
      return registry::list_market_flags(connection, filter, after, rows_at_once);
    });
    for (const registry::MarketFlag& flag : page.flags) {
      if (options.format == "text") {
        output.write(line_of(flag));
        continue;
      }
      JsonWriter json;
      write_market_flag(json, flag);
      output.write(json.take() + "\n");
    }
    after = page.next;
  } while (after);
  output.flush();
  return all_well;
}

void add_flags(CLI::App& market, Work& chosen) {
  auto options = std::make_shared<FlagOptions>();
  CLI::App* command = market.add_subcommand("flags", "One line for each flag of the market");
  command->add_option("--state", options->state, "open, closed or all")->capture_default_str();
  command->add_option("--rule", options->rule, "Of this rule alone: MKT-01");
  command->add_option("--commissioner", options->commissioner, "Of this council alone");
  command->add_option("--need", options->need, "Of this need alone");
  command->add_option("--school", options->school, "Of this school alone: its URN");
  command->add_option("--known-at", options->known_at,
                      "As they stood then: a day, or a moment such as 2026-03-31T09:15:02Z");
  command->add_option("--format", options->format, "text for people, or json: an object a line")
      ->check(CLI::IsMember({"text", "json"}));
  add_workplace_options(*command, options->workplace);
  command->footer(
      "A flag that is found again is the same flag; one that is found no more is closed, and\n"
      "stays.\n\nExamples:\n"
      "  assize market flags --rule MKT-05\n"
      "  assize market flags --state all --known-at 2026-09-01");
  command->callback([options, &chosen] { chosen = [=] { return list_flags(*options); }; });
}

}  // namespace

void add_market_run(CLI::App& market, Work& chosen) {
  add_run(market, chosen);
  add_flags(market, chosen);
}

}  // namespace assize::api
