// `assize log prove`: from a receipt to a proof that needs nothing else to be checked.
#include <CLI/CLI.hpp>

#include "api/command_line/input_file.h"
#include "api/command_line/log/log_commands.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "audit/entry/entry.h"
#include "registry/log/receipts.h"

namespace assize::api {
namespace {

struct Options {
  WorkplaceOptions workplace;
  std::string receipt;
};

int prove(const Options& options) {
  const std::string json = read_whole_file(options.receipt, "the receipt", log_text_limit_bytes);
  const auto receipt = audit::parse_receipt(without_line_ends(json));
  if (!receipt.ok()) throw CannotRun("this is not a receipt: " + receipt.reason());
  Workplace workplace(options.workplace);
  workplace.sequence_pending();
  registry::PublishedLog log(workplace.database());
  const auto proof = registry::prove_receipt(workplace.database(), log,
                                             workplace.journal().key().verifier(), *receipt);
  if (!proof.ok()) throw CannotRun(proof.reason() + ".");
  Output output;
  output.write(proof->empty() ? "The log has no entry of this receipt.\n" : *proof);
  output.flush();
  return proof->empty() ? something_found : all_well;
}

}  // namespace

void add_log_prove(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      log.add_subcommand("prove", "Write the proof that a receipt's entry is in the log");
  command->add_option("--receipt", options->receipt, "The file of the receipt")->required();
  add_workplace_options(*command, options->workplace);
  command->footer(
      "Example:\n  assize log prove --receipt receipt.json > proof\n"
      "  assize log verify --proof proof --receipt receipt.json --key \"$(assize log key)\"");
  command->callback([options, &chosen] { chosen = [=] { return prove(*options); }; });
}

}  // namespace assize::api
