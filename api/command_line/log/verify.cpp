// `assize log verify`: a whole log, its growth, or the proof that one entry is in it. Needs nothing
// but the files and the key.
#include <CLI/CLI.hpp>

#include "api/command_line/input_file.h"
#include "api/command_line/log/log_commands.h"
#include "api/command_line/log/log_source.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "audit/entry/entry.h"
#include "audit/note/key_name.h"
#include "audit/verify/proof_file.h"
#include "audit/verify/verify_log.h"

namespace assize::api {
namespace {

struct Options {
  std::string source;
  std::string proof;
  std::string receipt;
  std::string entry;
  std::string key;
  std::string since;
  std::vector<std::string> witnesses;
  int jobs = 0;
};

int say(int status, const std::string& text) {
  Output output;
  output.write(text);
  output.flush();
  return status;
}

std::vector<audit::WitnessKey> witnesses_of(const Options& options) {
  std::vector<audit::WitnessKey> witnesses;
  for (const std::string& text : options.witnesses) {
    auto key = audit::WitnessKey::parse(text);
    if (!key.ok()) throw CannotRun("--witness: " + key.reason());
    witnesses.push_back(std::move(key).value());
  }
  return witnesses;
}

// What each witness that is asked for says; a refusal if one does not.
audit::Checked<std::string> check_witnesses(const std::string& note,
                                            const std::vector<audit::WitnessKey>& witnesses) {
  std::string said;
  const auto parsed = audit::parse_note(note);
  if (!parsed.ok()) return audit::Refusal{parsed.reason()};
  for (const audit::WitnessKey& witness : witnesses) {
    const auto at = audit::cosigned_at(*parsed, witness);
    if (!at.ok()) return audit::Refusal{"checkpoint: " + at.reason()};
    const auto microseconds =
        static_cast<audit::Instant>(std::min<std::uint64_t>(*at, 253'402'300'799)) *
        1'000'000;  // the end of the year 9999
    said += "  The witness " + witness.name() + " saw it at " +
            audit::instant_text(microseconds).substr(0, 19) + "Z.\n";
  }
  return said;
}

std::string told_of(const audit::KeyChain& keys) {
  if (keys.keys().size() == 1) return "";
  std::string text = "  Its key was rotated:";
  for (const audit::ChainKey& key : keys.keys()) {
    text += key.from_size == 0 ? " " : ", from entry " + std::to_string(key.from_size - 1) + " on ";
    text += audit::key_id_text(key.key.key_id());
  }
  return text + ".\n";
}

int verify_source(const Options& options, const audit::VerifierKey& key,
                  const std::vector<audit::WitnessKey>& witnesses) {
  std::string since;
  if (!options.since.empty()) {
    since = read_whole_file(options.since, "the earlier checkpoint", log_text_limit_bytes);
  }
  const audit::LogSource source = open_log_source(options.source);
  StepProgress progress;
  const auto show = progress.reporter();
  const auto verified = audit::verify_log(
      source, key, options.since.empty() ? std::nullopt : std::optional<std::string_view>(since),
      options.jobs, [&show](std::uint64_t done, std::uint64_t total) {
        if (show) show("verifying", done, total);
      });
  progress.clear();
  if (!verified.ok()) {
    return say(something_found, "The log does not verify: " + verified.reason() + "\n");
  }
  const auto said = check_witnesses(verified->note, witnesses);
  if (!said.ok()) return say(something_found, "The log does not verify: " + said.reason() + "\n");
  return say(all_well, "The log verifies: " + std::to_string(verified->size) + " entries, root " +
                           audit::base64(audit::bytes_of(verified->root)) + "\n  " +
                           std::to_string(verified->entries_checked) + " entries and " +
                           std::to_string(verified->tiles_checked) +
                           " tiles were worked out again.\n" + told_of(verified->keys) + *said);
}

audit::Receipt read_receipt(const std::string& path) {
  const std::string json = read_whole_file(path, "the receipt", log_text_limit_bytes);
  auto receipt = audit::parse_receipt(without_line_ends(json));
  if (!receipt.ok()) throw CannotRun("this is not a receipt: " + receipt.reason());
  return std::move(receipt).value();
}

int verify_proof(const Options& options, const audit::VerifierKey& key,
                 const std::vector<audit::WitnessKey>& witnesses) {
  const std::string file = read_whole_file(options.proof, "the proof", log_text_limit_bytes);
  std::optional<audit::Receipt> receipt;
  audit::Hash leaf{};
  if (!options.receipt.empty()) {
    receipt = read_receipt(options.receipt);
    leaf = receipt->leaf;
  } else {
    leaf = audit::leaf_hash(
        without_line_ends(read_whole_file(options.entry, "the entry", log_text_limit_bytes)));
  }
  const auto refuse = [](const std::string& reason) {
    return say(something_found, "The proof does not hold: " + reason + "\n");
  };
  const auto proven = audit::verify_proof_file(file, leaf, key);
  if (!proven.ok()) return refuse(proven.reason());
  if (receipt && !audit::verify_receipt(proven->keys, *receipt)) {
    return refuse("the receipt was not signed by a key of this log");
  }
  const auto said = check_witnesses(proven->note, witnesses);
  if (!said.ok()) return refuse(said.reason());
  return say(
      all_well,
      "The proof holds: entry " + std::to_string(proven->index) + " of the log " +
          proven->checkpoint.origin + ", under its checkpoint of " +
          std::to_string(proven->checkpoint.size) + " entries.\n" +
          (receipt ? "  The receipt of " + audit::instant_text(receipt->at) + " is kept.\n" : "") +
          *said);
}

int verify(const Options& options) {
  const audit::VerifierKey key = log_key_option(options.key);
  const auto witnesses = witnesses_of(options);
  if (options.source.empty() == options.proof.empty()) {
    throw CannotRun("give either --source, to verify a log, or --proof, to verify one entry.");
  }
  if (!options.source.empty()) return verify_source(options, key, witnesses);
  if (options.receipt.empty() == options.entry.empty()) {
    throw CannotRun("with --proof give either --receipt or --entry: what it is the proof of.");
  }
  return verify_proof(options, key, witnesses);
}

}  // namespace

void add_log_verify(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command = log.add_subcommand("verify", "Verify a whole log, its growth, or a proof");
  command->add_option("--source", options->source,
                      "A folder of the log's files, or the address of one: http://host:8080/log");
  command->add_option("--key", options->key, "The log's verifier key: any that it has had")
      ->required();
  command->add_option("--since", options->since,
                      "The file of an earlier checkpoint that this log must extend");
  command->add_option("--witness", options->witnesses,
                      "The key of a witness that must have cosigned; may be repeated");
  command->add_option("--proof", options->proof, "A proof file instead of a log");
  command->add_option("--receipt", options->receipt, "The receipt that --proof is of");
  command->add_option("--entry", options->entry, "The entry that --proof is of");
  command->add_option("--jobs", options->jobs, "Threads to use; as many as there are cores if 0")
      ->check(CLI::Range(0, 1024));
  command->footer(
      "Needs no database. Exit status: 0 it verifies, 1 it does not, 2 it could not run.\n\n"
      "Examples:\n"
      "  assize log verify --source http://127.0.0.1:8080/log --key \"$(assize log key)\"\n"
      "  assize log verify --proof proof --receipt receipt.json --key 'NAME+ID+BASE64'");
  command->callback([options, &chosen] { chosen = [=] { return verify(*options); }; });
}

}  // namespace assize::api
