// A log kept in memory for tests: grows by audit::grow, and keeps or drops outgrown partial tiles.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "audit/tree/tile.h"

namespace assize::audit {

class MemoryLog {
 public:
  void add(const std::vector<std::string>& entries) {
    Growth growth = grow(size_, entries, reader());
    size_ = growth.size;
    root_ = growth.root;
    for (auto& [id, bytes] : growth.tiles) tiles_[{id.level, id.index}] = std::move(bytes);
    entries_.insert(entries_.end(), entries.begin(), entries.end());
  }
  TileReader reader() const {
    return [this](const TileId& id) {
      const auto found = tiles_.find({id.level, id.index});
      if (found == tiles_.end()) throw std::runtime_error("no stored tile " + tile_path(id));
      return found->second;
    };
  }
  std::uint64_t size() const { return size_; }
  const Hash& root() const { return root_; }
  const std::vector<std::string>& entries() const { return entries_; }

  // Every file of the static layout but the checkpoint.
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> files;
    for (const auto& [place, bytes] : tiles_) {
      const int level = place.first;
      const std::uint64_t count = level == entries_level ? size_ : size_ >> (8 * level);
      const std::uint64_t width = std::min(tile_width, count - place.second * tile_width);
      files[tile_path({level, place.second, static_cast<std::uint32_t>(width)})] = bytes;
    }
    return files;
  }

 private:
  std::uint64_t size_ = 0;
  Hash root_ = empty_root();
  std::map<std::pair<int, std::uint64_t>, std::string> tiles_;
  std::vector<std::string> entries_;
};

// Different for each index, and of different lengths, the empty entry among them.
inline std::vector<std::string> sample_entries(std::uint64_t first, std::uint64_t count) {
  std::vector<std::string> entries;
  for (std::uint64_t index = first; index < first + count; ++index) {
    entries.push_back(index == 0 ? ""
                                 : "entry " + std::to_string(index) + std::string(index % 40, '.'));
  }
  return entries;
}

}  // namespace assize::audit
