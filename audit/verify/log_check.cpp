#include "audit/verify/log_check.h"

#include <algorithm>

#include "audit/tree/subtree.h"
#include "audit/verify/in_order.h"
#include "audit/verify/leaves.h"
#include "audit/verify/log_files.h"

namespace assize::audit {
namespace {

// So many bundles at a time: bounds what is held by what has been read, whatever size is claimed.
constexpr std::uint64_t window_tiles = 65'536;
constexpr std::uint64_t progress_tiles = 64;

}  // namespace

Hash LogCheck::root_over(const Edge& edge, std::uint64_t size) {
  return root_of(size, [&edge](const TileId& id) {
    std::string bytes;
    for (const Hash& hash : edge.at(static_cast<std::size_t>(id.level))) append_hash(bytes, hash);
    return bytes;
  });
}

Hash LogCheck::old_root() const { return root_over(old_edge_, old_size_); }
Hash LogCheck::root() const { return root_over(edge_, size_); }

std::optional<Refusal> LogCheck::run() {
  if (auto refusal = check_bundles()) return refusal;
  for (int level = 1; level * tile_height < 64 && size_ >> (level * tile_height) > 0; ++level) {
    if (auto refusal = check_level(level)) return refusal;
  }
  return std::nullopt;
}

std::optional<Refusal> LogCheck::check_bundles() {
  old_edge_.emplace_back();
  edge_.emplace_back();
  const std::uint64_t end = size_ / tile_width + (size_ % tile_width > 0 ? 1 : 0);
  for (std::uint64_t begin = first_tile(); begin < end; begin += window_tiles) {
    const std::uint64_t count = std::min(window_tiles, end - begin);
    std::vector<Hash> roots(count);
    auto refusal = do_in_order(count, jobs_, [&](std::uint64_t offset) {
      return check_bundle(begin + offset, roots[offset]);
    });
    if (refusal) return refusal;
    const bool ends_partial = begin + count == end && size_ % tile_width > 0;
    computed_.insert(computed_.end(), roots.begin(), roots.end() - (ends_partial ? 1 : 0));
  }
  tiles_checked_ += 2 * (end - first_tile());
  std::sort(rotations_.begin(), rotations_.end());
  return std::nullopt;
}

// The edges are written by the one thread that has that bundle.
std::optional<Refusal> LogCheck::check_bundle(std::uint64_t index, Hash& root) {
  auto checked = check_leaves(source_, size_, index);
  if (!checked) return Refusal{checked.reason()};
  Leaves found = std::move(checked).value();
  std::vector<Hash>& leaves = found.hashes;
  if (!found.rotations.empty()) {
    const std::lock_guard lock(rotations_mutex_);
    for (auto& rotation : found.rotations) rotations_.push_back(std::move(rotation));
  }
  if (index == first_tile()) {
    old_edge_[0].assign(leaves.begin(), leaves.begin() + old_size_ % tile_width);
  }
  if (leaves.size() < tile_width) edge_[0] = leaves;
  report(leaves.size());
  root = fold(std::move(leaves));
  return std::nullopt;
}

void LogCheck::report(std::size_t entries) {
  const std::uint64_t done = entries_done_ += entries;
  const bool is_last = done == entries_checked();
  if (on_progress_ && (is_last || done % (progress_tiles * tile_width) < entries)) {
    on_progress_(done, entries_checked());
  }
}

// `computed_` holds this level's hashes from the first one that is new; after, the next level's.
std::optional<Refusal> LogCheck::check_level(int level) {
  const std::uint64_t old_count = old_size_ >> (level * tile_height);
  const std::uint64_t first = old_count / tile_width;
  std::vector<Hash> hashes;
  if (old_count % tile_width > 0) {
    const TileId id = tile_of(size_, level, first);
    const auto stored = read_hash_tile(source_, id);
    if (!stored) return Refusal{stored.reason()};
    hashes = hashes_in(*stored, old_count % tile_width);
  }
  old_edge_.push_back(hashes);
  hashes.insert(hashes.end(), computed_.begin(), computed_.end());
  computed_.clear();
  edge_.emplace_back();
  for (std::size_t begin = 0; begin < hashes.size(); begin += tile_width) {
    const std::size_t end = std::min<std::size_t>(begin + tile_width, hashes.size());
    std::vector<Hash> held(hashes.begin() + static_cast<std::ptrdiff_t>(begin),
                           hashes.begin() + static_cast<std::ptrdiff_t>(end));
    const TileId id = tile_of(size_, level, first + begin / tile_width);
    if (auto refusal = compare_tile(id, held)) return refusal;
    if (held.size() == tile_width) {
      computed_.push_back(fold(std::move(held)));
    } else {
      edge_.back() = std::move(held);
    }
  }
  return std::nullopt;
}

std::optional<Refusal> LogCheck::compare_tile(const TileId& id, const std::vector<Hash>& computed) {
  const auto stored = read_hash_tile(source_, id);
  if (!stored) return Refusal{stored.reason()};
  const std::vector<Hash> hashes = hashes_in(*stored, id.width);
  const auto differs = std::mismatch(hashes.begin(), hashes.end(), computed.begin()).first;
  if (differs != hashes.end()) {
    const auto at = static_cast<std::uint64_t>(differs - hashes.begin());
    const std::uint64_t below = id.index * tile_width + at;
    return Refusal{tile_path(id) + ": hash " + std::to_string(at) + " is not the root of " +
                   tile_path({id.level - 1, below, tile_width}) + ", which the entries bear out"};
  }
  ++tiles_checked_;
  return std::nullopt;
}

}  // namespace assize::audit
