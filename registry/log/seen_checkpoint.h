// The last checkpoint that this node saw, kept in a file outside the database: it tells when a
// database was put back to an earlier state. A service and commands may keep theirs in one file at
// the same moment: it never goes back to a smaller one. Not thread-safe; have one for each thread.
#pragma once

#include <optional>
#include <string>

#include "audit/note/checkpoint.h"

namespace assize::registry {

class SeenCheckpoint {
 public:
  // No file is kept if the path is empty.
  explicit SeenCheckpoint(std::string path) : path_(std::move(path)) {}
  // None if nothing was kept yet. Throws LogContradiction if the file holds something else.
  std::optional<audit::Checkpoint> read() const;
  // Replaces the file whole, unless it holds a checkpoint of at least the note's size. A lock on
  // `PATH.lock` keeps others out meanwhile. Throws std::runtime_error if it cannot be written, or
  // another process keeps the lock for five seconds.
  void keep(const std::string& note);
  const std::string& path() const { return path_; }

 private:
  std::string write_beside(const std::string& note) const;
  void sweep();

  std::string path_;
  bool is_swept_ = false;
};

}  // namespace assize::registry
