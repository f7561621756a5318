// Runs the mariadbd program: makes a new set of database files, or serves one, as a child that
// stops when this process stops, however that happens. Not thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pricing/result.h"
#include "registry/database/embedded_server.h"

namespace assize::registry {

// The server's program; a fault that names the package if it is not installed.
Result<std::string> find_mariadbd();

// Makes the files of a new server in `folder`, which exists and is empty, with one account: `user`
// with that password, on the local socket only.
std::optional<Fault> make_database_files(const std::string& program, const std::string& folder,
                                         const std::string& user, const std::string& password,
                                         const EmbeddedSettings& settings);

struct ServerPlan {
  std::string program;
  std::string folder;
  std::string socket_path;
  std::string log_path;
  int inherited_lock = -1;  // held open by the server for as long as it lives
  EmbeddedSettings settings;
};

class ServerProcess {
 public:
  explicit ServerProcess(const ServerPlan& plan);
  ~ServerProcess();  // asks it to stop, and waits
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  bool is_running() const;
  int process_id() const;

 private:
  struct Keeper;
  std::unique_ptr<Keeper> keeper_;
};

// The end of a log file: its last few lines, for a message.
std::string last_lines(const std::string& path);

}  // namespace assize::registry
