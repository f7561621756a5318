// A private mariadbd inside a data folder: made on first use, on a Unix socket, no network, its own
// files, stopped cleanly. Not thread-safe; one owner.
#pragma once

#include <memory>
#include <string>

#include "pricing/result.h"
#include "registry/database/database.h"

namespace assize::registry {

class EmbeddedServer {
 public:
  // Starts (and on first use makes) the server of `data_dir`, or joins the one that another Assize
  // command is running there. Faults, in plain words, if the folder cannot be used, the server's
  // program is not installed, or it does not start (with the last lines of its own error log).
  static Result<EmbeddedServer> open(const std::string& data_dir);
  // As open, but the only one: for `serve`. Faults if another process is serving from the folder.
  static Result<EmbeddedServer> open_alone(const std::string& data_dir);
  EmbeddedServer(EmbeddedServer&&) noexcept;
  EmbeddedServer& operator=(EmbeddedServer&&) noexcept;
  ~EmbeddedServer();  // stops the server if this process started it

  DatabaseAddress address() const;
  bool is_running() const;

 private:
  struct State;
  explicit EmbeddedServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assize::registry
