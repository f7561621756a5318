#include "audit/verify/leaves.h"

#include <cstring>

#include "audit/entry/key_rotation.h"
#include "audit/tree/subtree.h"
#include "audit/verify/log_files.h"

namespace assize::audit {
namespace {

// Which of the two was changed, if the level above can tell: only a full tile has a hash there.
std::string blame(const LogSource& source, std::uint64_t size, const TileId& tile,
                  const std::vector<Hash>& computed, std::string_view stored) {
  if (tile.width < tile_width) return {};
  const TileId parent = tile_of(size, 1, tile.index / tile_width);
  const auto parent_bytes = read_hash_tile(source, parent);
  if (!parent_bytes) return {};
  const Hash above = hashes_in(*parent_bytes, parent.width)[tile.index % tile_width];
  if (fold(computed) == above) {
    return "; " + tile_path(parent) + " bears the entries out, so the tile was changed";
  }
  if (fold(hashes_in(stored, tile.width)) == above) {
    return "; " + tile_path(parent) + " bears the tile out, so the entry was changed";
  }
  return {};
}

}  // namespace

Checked<Leaves> check_leaves(const LogSource& source, std::uint64_t size, std::uint64_t index) {
  const TileId bundle_id = tile_of(size, entries_level, index);
  const TileId tile_id = tile_of(size, 0, index);
  thread_local Bundle bundle;
  if (auto refusal = read_bundle(source, bundle_id, bundle)) return std::move(*refusal);
  const auto stored = read_hash_tile(source, tile_id);
  if (!stored) return Refusal{stored.reason()};

  Leaves leaves;
  std::vector<Hash>& hashes = leaves.hashes;
  hashes.reserve(tile_width);
  for (const std::string_view entry : bundle.entries) {
    if (is_rotation(entry)) {
      leaves.rotations.emplace_back(index * tile_width + hashes.size(), entry);
    }
    hashes.push_back(leaf_hash(entry));
  }
  if (std::memcmp(hashes.data(), stored->data(), stored->size()) == 0) return leaves;

  std::size_t at = 0;
  while (bytes_of(hashes[at]) == stored->substr(at * sizeof(Hash), sizeof(Hash))) ++at;
  return Refusal{"entry " + std::to_string(index * tile_width + at) + " in " +
                 tile_path(bundle_id) + " does not have the hash that " + tile_path(tile_id) +
                 " holds for it" + blame(source, size, tile_id, hashes, *stored)};
}

}  // namespace assize::audit
