#include "audit/tree/tile.h"

#include <limits>
#include <optional>
#include <stdexcept>

#include "audit/tree/bundle.h"
#include "audit/tree/subtree.h"

namespace assize::audit {
namespace {

std::uint64_t hashes_at(int level, std::uint64_t size) {
  return level * tile_height >= 64 ? 0 : size >> (level * tile_height);
}

TileId right_edge(int level, std::uint64_t size) {
  const std::uint64_t count = level == entries_level ? size : hashes_at(level, size);
  return {level, count / tile_width, static_cast<std::uint32_t>(count % tile_width)};
}

// Lays `added` after what the right edge of `level` holds, stores the tiles that result and gives
// back the roots of those that became full: what the level above gains.
std::vector<Hash> extend_level(int level, std::uint64_t old_size, const std::vector<Hash>& added,
                               const TileReader& read, Growth& growth) {
  TileId id = right_edge(level, old_size);
  std::vector<Hash> hashes;
  std::string tile;
  if (id.width > 0) {
    tile = read(id);
    hashes = hashes_in(tile, id.width);
    tile.resize(id.width * sizeof(Hash));
  }
  std::vector<Hash> filled;
  for (const Hash& hash : added) {
    hashes.push_back(hash);
    append_hash(tile, hash);
    if (hashes.size() == tile_width) {
      growth.tiles[{level, id.index, tile_width}] = std::move(tile);
      filled.push_back(fold(std::move(hashes)));
      hashes.clear();
      tile.clear();
      ++id.index;
    }
  }
  if (!hashes.empty() && !added.empty()) {
    growth.tiles[{level, id.index, static_cast<std::uint32_t>(hashes.size())}] = std::move(tile);
  }
  return filled;
}

void extend_bundles(std::uint64_t old_size, const std::vector<std::string>& entries,
                    const TileReader& read, Growth& growth) {
  TileId id = right_edge(entries_level, old_size);
  std::string bundle;
  if (id.width > 0) {
    bundle = read(id);
    bundle.resize(bundle_prefix_bytes(bundle, id.width));
  }
  for (const std::string& entry : entries) {
    bundle += bundle_bytes({entry});
    if (++id.width == tile_width) {
      growth.tiles[id] = std::move(bundle);
      bundle.clear();
      id = {entries_level, id.index + 1, 0};
    }
  }
  if (id.width > 0) growth.tiles[id] = std::move(bundle);
}

}  // namespace

Growth grow(std::uint64_t size, const std::vector<std::string>& entries, const TileReader& read) {
  if (entries.size() > std::numeric_limits<std::uint64_t>::max() - size) {
    throw std::length_error("a log holds fewer than 2^64 entries");
  }
  Growth growth;
  growth.size = size + entries.size();
  if (entries.empty()) {
    growth.root = root_of(size, read);
    return growth;
  }
  extend_bundles(size, entries, read, growth);
  std::vector<Hash> added;
  added.reserve(entries.size());
  for (const std::string& entry : entries) added.push_back(leaf_hash(entry));
  for (int level = 0; !added.empty(); ++level) {
    added = extend_level(level, size, added, read, growth);
  }
  growth.root = root_of(growth.size, [&](const TileId& id) {
    const auto grown = growth.tiles.find(id);
    return grown != growth.tiles.end() ? grown->second : read(id);
  });
  return growth;
}

// From the right edge of each level upwards: what stands there, and the root of all that is to its
// right, make the right-hand remainder of the level above.
Hash root_of(std::uint64_t size, const TileReader& read) {
  if (size == 0) return empty_root();
  std::optional<Hash> remainder;
  for (int level = 0; hashes_at(level, size) > 0; ++level) {
    const TileId id = right_edge(level, size);
    if (id.width == 0) continue;
    std::vector<Hash> hashes = hashes_in(read(id), id.width);
    if (remainder) hashes.push_back(*remainder);
    remainder = fold(std::move(hashes));
  }
  return remainder.value();
}

}  // namespace assize::audit
