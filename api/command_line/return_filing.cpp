// `assize returns file` and `assize returns export`: the regulator's hand on providers' returns.
#include "registry/returns/return_filing.h"

#include <CLI/CLI.hpp>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "api/routes/return_reply.h"
#include "pricing/text/json.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string returns;
  std::string edition;
  std::string format = "text";
};

std::string text_of(const registry::ReturnFiling& filing, std::size_t findings) {
  return "returns " + filing.id + " of " + filing.provider_id + ": " +
         std::string(registry::code(filing.status)) + "\n  edition " + filing.edition +
         ", received " + filing.received_at + ", findings: " + std::to_string(findings) +
         "\n  receipt: " + filing.receipt_json + "\n";
}

std::size_t count_findings(const std::string& assessment_json) {
  const auto assessment = pricing::parse_json(assessment_json);
  return assessment->find("findings")->array()->size();
}

int file_one(const Options& options) {
  registry::ReturnsCommand command;
  command.caller = registry::local_administrator();
  command.returns =
      read_whole_file(options.returns, "the file of returns", registry::returns_filed_limit_bytes);
  if (!options.edition.empty()) command.edition = options.edition;
  Workplace workplace(options.workplace);
  const registry::ReturnFiling filing = value_or_cannot_run(
      registry::file_returns(workplace.database(), workplace.journal(), command),
      "nothing was filed");
  workplace.sequence_pending();
  Output output;
  if (filing.status == registry::ReturnStatus::refused) {
    output.write(options.format == "json"
                     ? filing.assessment_json
                     : "refused: nothing is kept. `assize returns check` shows why.\n");
  } else {
    output.write(options.format == "json"
                     ? return_filing_json(filing) + "\n"
                     : text_of(filing, count_findings(filing.assessment_json)));
  }
  output.flush();
  return filing.status == registry::ReturnStatus::accepted ? all_well : something_found;
}

struct ExportOptions {
  WorkplaceOptions workplace;
  std::string provider;
};

int export_returns(const ExportOptions& options) {
  Workplace workplace(options.workplace);
  std::optional<std::string> provider;
  if (!options.provider.empty()) provider = options.provider;
  std::vector<pricing::FinancialReturn> returns;
  for (registry::HeldReturn& each :
       workplace.database().with_connection([&](registry::Connection& connection) {
         return registry::held_returns(connection, provider);
       })) {
    returns.push_back(std::move(each.values));
  }
  Output output;
  output.write(pricing::write_returns(returns));
  output.flush();
  return all_well;
}

}  // namespace

void add_return_filing(CLI::App& returns, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* file = returns.add_subcommand("file", "Hand in one provider's returns");
  file->add_option("RETURNS.csv", options->returns, "The returns; - reads standard input")
      ->required();
  file->add_option("--rule-book", options->edition,
                   "A published edition, by its name; the one in force if left out");
  file->add_option("--format", options->format, "text for people, or json with the assessment")
      ->check(CLI::IsMember({"text", "json"}));
  add_workplace_options(*file, options->workplace);
  file->footer(
      "Judged with the provider's earlier returns. A return takes the place of those held whose\n"
      "years it overlaps; they are kept as history. Returns at error are refused, and not kept.\n"
      "Exit status: 0 accepted, 1 held or refused, 2 nothing was filed.\n\n"
      "Examples:\n"
      "  assize returns file returns-2026.csv\n"
      "  assize returns file returns-2026.csv --rule-book 2026.1 --format json");
  file->callback([options, &chosen] { chosen = [=] { return file_one(*options); }; });

  auto exported = std::make_shared<ExportOptions>();
  CLI::App* command =
      returns.add_subcommand("export", "The returns that stand, of all providers, as one file");
  command->add_option("--provider", exported->provider, "Of this provider alone");
  add_workplace_options(*command, exported->workplace);
  command->footer(
      "Confidential: for the regulator's eyes.\n\n"
      "Examples:\n"
      "  assize returns export | assize returns check - --rule-book book.json   groups too\n"
      "  assize returns export --provider GB-COH-12345678");
  command->callback([exported, &chosen] { chosen = [=] { return export_returns(*exported); }; });
}

}  // namespace assize::api
