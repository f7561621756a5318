// `assize log`: the key, an export of the public log, and its verification by anyone.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "api/command_line/commands.h"
#include "api/command_line/input_file.h"
#include "api/command_line/log_source.h"
#include "api/command_line/options.h"
#include "api/command_line/output.h"
#include "api/command_line/step_progress.h"
#include "api/command_line/workplace.h"
#include "audit/entry/entry.h"
#include "audit/verify/proof_file.h"
#include "audit/verify/verify_log.h"
#include "registry/log/published_log.h"

namespace assize::api {
namespace {

constexpr std::uint64_t small_file_limit_bytes = 1 << 20;

struct VerifyOptions {
  std::string source;
  std::string key;
  std::string since;
  int jobs = 0;
};

int verify(const VerifyOptions& options) {
  const auto key = audit::VerifierKey::parse(options.key);
  if (!key.ok()) throw CannotRun("--key is not a verifier key: " + key.reason());
  std::string since;
  if (!options.since.empty()) {
    since = read_whole_file(options.since, "the earlier checkpoint", small_file_limit_bytes);
  }
  const audit::LogSource source = open_log_source(options.source);
  StepProgress progress;
  const auto show = progress.reporter();
  const auto verified = audit::verify_log(
      source, *key, options.since.empty() ? std::nullopt : std::optional<std::string_view>(since),
      options.jobs, [&show](std::uint64_t done, std::uint64_t total) {
        if (show) show("verifying", done, total);
      });
  progress.clear();
  Output output;
  if (!verified.ok()) {
    output.write("The log does not verify: " + verified.reason() + "\n");
    output.flush();
    return something_found;
  }
  output.write("The log verifies: " + std::to_string(verified->size) + " entries, root " +
               audit::base64(audit::bytes_of(verified->root)) + "\n  " +
               std::to_string(verified->entries_checked) + " entries and " +
               std::to_string(verified->tiles_checked) + " tiles were worked out again.\n");
  output.flush();
  return all_well;
}

int show_key(const WorkplaceOptions& options) {
  Workplace workplace(options);
  Output output;
  output.write(workplace.journal().key().verifier().text() + "\n");
  output.flush();
  return all_well;
}

struct ExportOptions {
  WorkplaceOptions workplace;
  std::string out;
};

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.flush();
  if (!file) throw CannotRun("cannot write " + path.string() + ".");
}

// Every tile of a level of the tree, and the last, partial one.
template <typename Export>
void each_tile(int level, std::uint64_t count, const Export& export_tile) {
  const std::uint64_t full = count / audit::tile_width;
  const auto rest = static_cast<std::uint32_t>(count % audit::tile_width);
  for (std::uint64_t index = 0; index < full; ++index) export_tile({level, index, 256});
  if (rest > 0) export_tile({level, full, rest});
}

int export_log(const ExportOptions& options) {
  Workplace workplace(options.workplace);
  workplace.sequence_pending();
  registry::PublishedLog log(workplace.database());
  const std::optional<std::string> note = log.checkpoint_note();
  if (!note) throw CannotRun("the log has no entries yet, so there is nothing to export.");
  const auto checkpoint = audit::open_checkpoint(*note, workplace.journal().key().verifier());
  if (!checkpoint.ok()) throw CannotRun("the stored checkpoint: " + checkpoint.reason());

  const std::filesystem::path out(options.out);
  const auto export_tile = [&](const audit::TileId& id) {
    const std::optional<std::string> bytes = log.tile(id);
    if (!bytes) throw CannotRun("the stored log lacks " + audit::tile_path(id) + ".");
    write_file(out / audit::tile_path(id), *bytes);
  };
  each_tile(audit::entries_level, checkpoint->size, export_tile);
  int level = 0;
  for (std::uint64_t count = checkpoint->size; count > 0; count /= audit::tile_width) {
    each_tile(level++, count, export_tile);
  }
  // Last, so that whoever reads the folder never sees a checkpoint whose tiles are not all there.
  write_file(out / "checkpoint", *note);
  Output output;
  output.write("The log of " + std::to_string(checkpoint->size) + " entries is in " + options.out +
               "\n");
  output.flush();
  return all_well;
}

struct ProveOptions {
  WorkplaceOptions workplace;
  std::string receipt;
};

int prove(const ProveOptions& options) {
  const std::string json = read_whole_file(options.receipt, "the receipt", small_file_limit_bytes);
  const auto receipt = audit::parse_receipt(without_line_ends(json));
  if (!receipt.ok()) throw CannotRun("this is not a receipt: " + receipt.reason());
  Workplace workplace(options.workplace);
  if (!audit::verify_receipt(workplace.journal().key().verifier(), *receipt)) {
    throw CannotRun("the receipt was not signed by this log's key.");
  }
  workplace.sequence_pending();
  registry::PublishedLog log(workplace.database());
  const std::optional<std::uint64_t> index = log.index_of(receipt->leaf);
  const std::optional<std::string> note = log.checkpoint_note();
  if (!index || !note) {
    Output output;
    output.write("The log has no entry of this receipt.\n");
    output.flush();
    return something_found;
  }
  const auto checkpoint = audit::open_checkpoint(*note, workplace.journal().key().verifier());
  if (!checkpoint.ok()) throw CannotRun("the stored checkpoint: " + checkpoint.reason());
  audit::ProofFile file;
  file.index = *index;
  file.proof = log.inclusion_proof(*index, checkpoint->size);
  file.checkpoint = *note;
  Output output;
  output.write(audit::proof_file_text(file));
  output.flush();
  return all_well;
}

void add_verify(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = log.add_subcommand("verify", "Verify a whole log, or its growth");
  command
      ->add_option("--source", options->source,
                   "A folder of the log's files, or the address of one: http://host:8080/log")
      ->required();
  command->add_option("--key", options->key, "The log's verifier key")->required();
  command->add_option("--since", options->since,
                      "The file of an earlier checkpoint that this log must extend");
  command->add_option("--jobs", options->jobs, "Threads to use; as many as there are cores if 0")
      ->check(CLI::Range(0, 1024));
  command->footer(
      "Needs no database. Exit status: 0 it verifies, 1 it does not, 2 it could not run.\n\n"
      "Example:\n  assize log verify --source http://127.0.0.1:8080/log --key \"$(assize log "
      "key)\"");
  command->callback([options, &chosen] { chosen = [=] { return verify(*options); }; });
}

}  // namespace

void add_log(CLI::App& program, Work& chosen) {
  CLI::App* command = program.add_subcommand("log", "The log that anyone can verify");
  command->require_subcommand(1);
  add_verify(*command, chosen);

  auto key_options = std::make_shared<WorkplaceOptions>();
  CLI::App* key = command->add_subcommand("key", "Show the log's verifier key");
  add_workplace_options(*key, *key_options);
  key->callback([key_options, &chosen] { chosen = [=] { return show_key(*key_options); }; });

  auto export_options = std::make_shared<ExportOptions>();
  CLI::App* exporting = command->add_subcommand("export", "Write the log's files to a folder");
  exporting->add_option("--out", export_options->out, "The folder")->required();
  add_workplace_options(*exporting, export_options->workplace);
  exporting->callback([=, &chosen] { chosen = [=] { return export_log(*export_options); }; });

  auto prove_options = std::make_shared<ProveOptions>();
  CLI::App* proving =
      command->add_subcommand("prove", "Write the proof that a receipt's entry is in the log");
  proving->add_option("--receipt", prove_options->receipt, "The file of the receipt")->required();
  add_workplace_options(*proving, prove_options->workplace);
  proving->callback([=, &chosen] { chosen = [=] { return prove(*prove_options); }; });
}

}  // namespace assize::api
