// Where a command that needs the register works: the data folder's own database or a server's, its
// schema brought up to date, and the log's key. One owner; what it hands out is thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "api/command_line/command.h"
#include "registry/database/database.h"
#include "registry/database/embedded_server.h"
#include "registry/log/journal.h"
#include "registry/log/sequencer.h"

namespace assize::api {

struct WorkplaceOptions {
  std::string data_dir = "data";
  std::string database;  // a URL; the data folder's own database if empty
  std::string log_key_file;
};
// --data-dir, --database and --log-key.
void add_workplace_options(CLI::App& command, WorkplaceOptions& options);

class Workplace {
 public:
  // `alone`: for `serve`, which shares the folder with no other service. Throws CannotRun.
  explicit Workplace(const WorkplaceOptions& options, bool alone = false);

  registry::Database& database() { return *database_; }
  const registry::Journal& journal() const { return *journal_; }
  // Where the log's tiles are kept as files; "" keeps none.
  const std::string& tile_folder() const { return tile_folder_; }
  registry::Sequencer& sequencer() { return *sequencer_; }
  // Null where the database is a server's.
  registry::EmbeddedServer* embedded() { return embedded_ ? &*embedded_ : nullptr; }

  // Gives what this command logged its place in the log, unless a running service does. Never
  // throws: what was done is stored by then, so trouble is a warning on standard error.
  void sequence_pending();

 private:
  std::optional<registry::EmbeddedServer> embedded_;
  std::unique_ptr<registry::Database> database_;
  std::unique_ptr<registry::Journal> journal_;
  std::unique_ptr<registry::Sequencer> sequencer_;
  std::string tile_folder_;
};

}  // namespace assize::api
