// The last checkpoint that this node saw, kept in a file outside the database: it tells when a
// database was put back to an earlier state. Not thread-safe; one writer.
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
  // Replaces the file whole. Throws std::runtime_error if it cannot be written.
  void keep(const std::string& note) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace assize::registry
