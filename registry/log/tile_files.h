// A cache of the log's full tiles and bundles as files, in the layout in which they are published:
// each written whole, never changed, and gone without harm if the folder is deleted. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"

namespace assize::registry {

class TileFiles {
 public:
  // Keeps nothing if the folder is "".
  explicit TileFiles(std::string folder) : folder_(std::move(folder)) {}

  // Whether the log that the kept files belong to is this one.
  using Extends = std::function<bool(const audit::Checkpoint& kept)>;
  // Once, before anything is read: takes the files away if they are another log's, as they are
  // after a database was put back.
  void open(const Extends& extends);

  // None if it is not kept, or cannot be what was kept. `id` is of full width.
  std::optional<std::string> read(const audit::TileId& id) const;
  // `note` is a checkpoint of `size` entries that covers the tile. That a file cannot be written is
  // no trouble: the database has it.
  void keep(const audit::TileId& id, const std::string& body, std::uint64_t size,
            const std::string& note);

 private:
  std::string folder_;
  std::mutex mutex_;  // guards what follows
  bool is_open_ = false;
  std::uint64_t covered_ = 0;  // by the checkpoint in the folder
};

}  // namespace assize::registry
