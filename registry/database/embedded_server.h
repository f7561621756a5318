// A private mariadbd inside a data folder: made on first use, on a Unix socket, no network, its own
// files, stopped cleanly; it also stops if this process is killed. Not thread-safe; one owner.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "pricing/result.h"
#include "registry/database/database.h"

namespace assize::registry {

struct EmbeddedSettings {
  bool durable = true;  // false only for tests: nothing is forced to the disk
  unsigned buffer_pool_mebibytes = 256;
  unsigned log_file_mebibytes = 96;
};

class EmbeddedServer {
 public:
  // Starts (and on first use makes) the server of `data_dir`, or joins the one that another Assize
  // command is running there. Faults, in plain words, if the folder cannot be used, the server's
  // program is not installed, or it does not start (with the last lines of its own error log).
  static Result<EmbeddedServer> open(const std::string& data_dir,
                                     const EmbeddedSettings& settings = {});
  // As open, but the only one: for `serve`. Faults if another process is serving from the folder.
  static Result<EmbeddedServer> open_alone(const std::string& data_dir,
                                           const EmbeddedSettings& settings = {});
  EmbeddedServer(EmbeddedServer&&) noexcept;
  EmbeddedServer& operator=(EmbeddedServer&&) noexcept;
  // Stops the server if this process started it, once the commands that joined it are done (`serve`
  // waits at most 20 seconds for them).
  ~EmbeddedServer();

  DatabaseAddress address() const;
  // False once the server's process has ended.
  bool is_running() const;
  // Starts the server again at the same address, after it ended by itself. A fault if it does not
  // start, or if another process runs it.
  std::optional<Fault> restart();
  int process_id() const;  // of mariadbd; 0 if another process started it

 private:
  struct State;
  explicit EmbeddedServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assize::registry
