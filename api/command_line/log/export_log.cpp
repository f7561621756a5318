// `assize log export`: the static layout, for any web server to serve.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "api/command_line/log/log_commands.h"
#include "api/command_line/output.h"
#include "api/command_line/workplace.h"
#include "audit/note/checkpoint.h"
#include "registry/log/published_log.h"

namespace assize::api {
namespace {

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
  const auto parsed = audit::parse_note(*note);
  if (!parsed.ok()) throw CannotRun("the stored checkpoint: " + parsed.reason());
  const auto checkpoint = audit::parse_checkpoint(parsed->text);
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

}  // namespace

void add_log_export(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = log.add_subcommand("export", "Write the log's files to a folder");
  command->add_option("--out", options->out, "The folder")->required();
  add_workplace_options(*command, options->workplace);
  command->callback([options, &chosen] { chosen = [=] { return export_log(*options); }; });
}

}  // namespace assize::api
