// Who may use a data folder, and where its server's socket is. Locks are of the operating system,
// so that they go with the process that held them. Not thread-safe.
#pragma once

#include <optional>
#include <string>

#include "pricing/result.h"

namespace assize::registry {

// A lock on a file (flock), given up when destroyed. Processes, and two of them in one process,
// keep each other out.
class FileLock {
 public:
  explicit FileLock(const std::string& path);  // opens, does not lock; throws std::system_error
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

  bool try_exclusive();
  bool try_shared();
  void release();
  int descriptor() const { return descriptor_; }
  // What the holder wrote for others to read.
  void write_text(const std::string& text);
  std::string read_text() const;

 private:
  int descriptor_;
};

// Makes the folder if it is missing, for its owner alone, and gives its absolute path. Faults if it
// is no folder, cannot be written, or can be written by every user.
Result<std::string> prepare_data_folder(const std::string& data_dir);
// Faults if the disk has too little room for a new database.
std::optional<Fault> check_room(const std::string& folder);

// Where the server's socket goes: in the folder, or in a private folder of a shorter name if the
// path would be longer than a socket's may be. Takes away the private folder of an earlier server.
std::string choose_socket_path(const std::string& folder);
// The path that choose_socket_path wrote down; empty if there is none.
std::string recorded_socket_path(const std::string& folder);
void forget_socket_path(const std::string& folder);

}  // namespace assize::registry
