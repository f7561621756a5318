// `assize file` and `assize filing show`: handing in a fee file on the service's own machine.
#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/routes/filing_reply.h"
#include "registry/filings/filing.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string fees;
  std::string choice = "all_or_nothing";
  std::string filed;
  std::string format = "text";
};

std::string text_of(const registry::Filing& filing) {
  return "filing " + filing.id + ": " + std::string(registry::code(filing.status)) + "\n" +
         "  edition " + filing.edition + ", filed " + filing.filed_on.text() + ", received " +
         filing.received_at + "\n  lines: " + std::to_string(filing.lines_in_effect) +
         " in effect, " + std::to_string(filing.lines_held) + " held, " +
         std::to_string(filing.lines_refused) + " refused\n" + "  receipt: " + filing.receipt_json +
         "\n";
}

void print(const registry::Filing& filing, const std::string& format) {
  Output output;
  output.write(format == "json" ? filing_json(filing) + "\n" : text_of(filing));
  output.flush();
}

int file(const Options& options) {
  registry::FilingCommand command;
  command.fees = read_whole_file(options.fees, "the fee file", registry::fees_limit_bytes);
  command.choice = options.choice == "good_lines" ? registry::FilingChoice::good_lines
                                                  : registry::FilingChoice::all_or_nothing;
  if (!options.filed.empty()) command.filed = day_option(options.filed, "--filed");
  command.caller = registry::local_administrator();

  Workplace workplace(options.workplace);
  const registry::Filing filing = value_or_cannot_run(
      registry::file_fees(workplace.database(), workplace.journal(), command), "nothing was filed");
  workplace.sequence_pending();
  print(filing, options.format);
  return filing.status == registry::FilingStatus::in_effect && filing.lines_held == 0 &&
                 filing.lines_refused == 0
             ? all_well
             : something_found;
}

struct ShowOptions {
  WorkplaceOptions workplace;
  std::string id;
  std::string format = "text";
};

int show(const ShowOptions& options) {
  Workplace workplace(options.workplace);
  const auto filing = workplace.database().with_connection([&](registry::Connection& connection) {
    return registry::find_filing(connection, options.id);
  });
  if (!filing) throw CannotRun("no filing has the id '" + options.id + "'.");
  print(*filing, options.format);
  return all_well;
}

void add_format(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "text for people, or json with the assessment")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace

void add_file(CLI::App& program, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("file", "Hand in a fee file");
  command->add_option("FEES.csv", options->fees, "The fee file; - reads standard input")
      ->required();
  command
      ->add_option("--choice", options->choice,
                   "all_or_nothing, or good_lines: refuse only the lines at error")
      ->check(CLI::IsMember({"all_or_nothing", "good_lines"}));
  command->add_option("--filed", options->filed,
                      "The day of filing, yyyy-mm-dd; today if left out");
  add_format(*command, options->format);
  add_workplace_options(*command, options->workplace);
  command->footer(
      "Exit status: 0 every line is in effect, 1 something is held or refused, 2 nothing was "
      "filed.\n\n"
      "Examples:\n"
      "  assize file fees-2026.csv\n"
      "  assize file fees-2026.csv --choice good_lines --format json");
  command->callback([options, &chosen] { chosen = [=] { return file(*options); }; });

  CLI::App* filing = program.add_subcommand("filing", "Filings that were handed in");
  filing->require_subcommand(1);
  auto shown = std::make_shared<ShowOptions>();
  CLI::App* showing = filing->add_subcommand("show", "Show a filing by its id");
  showing->add_option("ID", shown->id, "The filing's id")->required();
  add_format(*showing, shown->format);
  add_workplace_options(*showing, shown->workplace);
  showing->callback([shown, &chosen] { chosen = [=] { return show(*shown); }; });
}

}  // namespace assize::api
