#include "audit/verify/verify_log.h"

#include <algorithm>
#include <atomic>

#include "audit/tree/subtree.h"
#include "audit/tree/tile.h"
#include "audit/verify/in_order.h"
#include "audit/verify/leaves.h"
#include "audit/verify/log_files.h"

namespace assize::audit {
namespace {

// So many bundles at a time: bounds what is held by what has been read, whatever size is claimed.
constexpr std::uint64_t window_tiles = 65'536;
constexpr std::uint64_t progress_tiles = 64;

// The right edge of a tree: for each level, the hashes of its partial tile.
using Edge = std::vector<std::vector<Hash>>;

Hash root_over(const Edge& edge, std::uint64_t size) {
  return root_of(size, [&edge](const TileId& id) {
    std::string bytes;
    for (const Hash& hash : edge.at(static_cast<std::size_t>(id.level))) append_hash(bytes, hash);
    return bytes;
  });
}

// Works a log out anew from the entries on. With an earlier size, the hashes to the left of what
// was added since are taken from the stored tiles; they count for nothing until they have been
// shown to make the earlier root.
class LogCheck {
 public:
  LogCheck(const LogSource& source, std::uint64_t old_size, std::uint64_t size, int jobs,
           const std::function<void(std::uint64_t, std::uint64_t)>& on_progress)
      : source_(source), old_size_(old_size), size_(size), jobs_(jobs), on_progress_(on_progress) {}

  std::optional<Refusal> run() {
    if (auto refusal = check_bundles()) return refusal;
    for (int level = 1; level * tile_height < 64 && size_ >> (level * tile_height) > 0; ++level) {
      if (auto refusal = check_level(level)) return refusal;
    }
    return std::nullopt;
  }

  Hash old_root() const { return root_over(old_edge_, old_size_); }
  Hash root() const { return root_over(edge_, size_); }
  std::uint64_t entries_checked() const { return size_ - first_tile() * tile_width; }
  std::uint64_t tiles_checked() const { return tiles_checked_; }

 private:
  std::uint64_t first_tile() const { return old_size_ / tile_width; }

  std::optional<Refusal> check_bundles() {
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
    return std::nullopt;
  }

  // The edges are written by the one thread that has that bundle.
  std::optional<Refusal> check_bundle(std::uint64_t index, Hash& root) {
    auto checked = check_leaves(source_, size_, index);
    if (!checked) return Refusal{checked.reason()};
    std::vector<Hash> leaves = std::move(checked).value();
    if (index == first_tile()) {
      old_edge_[0].assign(leaves.begin(), leaves.begin() + old_size_ % tile_width);
    }
    if (leaves.size() < tile_width) edge_[0] = leaves;
    report(leaves.size());
    root = fold(std::move(leaves));
    return std::nullopt;
  }

  void report(std::size_t entries) {
    const std::uint64_t done = entries_done_ += entries;
    const bool is_last = done == entries_checked();
    if (on_progress_ && (is_last || done % (progress_tiles * tile_width) < entries)) {
      on_progress_(done, entries_checked());
    }
  }

  // `computed_` holds this level's hashes from the first one that is new; after, the next level's.
  std::optional<Refusal> check_level(int level) {
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

  std::optional<Refusal> compare_tile(const TileId& id, const std::vector<Hash>& computed) {
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

  const LogSource& source_;
  const std::uint64_t old_size_;
  const std::uint64_t size_;
  const int jobs_;
  const std::function<void(std::uint64_t, std::uint64_t)>& on_progress_;
  std::vector<Hash> computed_;
  Edge old_edge_;
  Edge edge_;
  std::atomic<std::uint64_t> entries_done_ = 0;
  std::uint64_t tiles_checked_ = 0;
};

Refusal root_refusal(const Checkpoint& checkpoint) {
  return Refusal{"the entries do not make the root that the checkpoint of size " +
                 std::to_string(checkpoint.size) +
                 " signs, though entries and tiles agree: entries "
                 "and tiles were changed together, or the checkpoint is of another log"};
}

// What the two checkpoints say by themselves.
std::optional<Refusal> compare_checkpoints(const Checkpoint& old, const Checkpoint& now) {
  if (old.size > now.size) {
    return Refusal{"inconsistent: the earlier checkpoint has size " + std::to_string(old.size) +
                   " and the log's own only " + std::to_string(now.size) +
                   ": entries were removed, or the log was restored from an old copy"};
  }
  if (old.size == now.size && old.root != now.root) {
    return Refusal{"inconsistent: two checkpoints of size " + std::to_string(old.size) +
                   " are signed with different roots; keep both, they prove that the log forked"};
  }
  return std::nullopt;
}

}  // namespace

Checked<LogVerification> verify_log(
    const LogSource& source, const VerifierKey& key, std::optional<std::string_view> since,
    int jobs, const std::function<void(std::uint64_t, std::uint64_t)>& on_progress) {
  const auto note = source("checkpoint");
  if (!note) return Refusal{"checkpoint cannot be read: " + note.reason()};
  const auto now = open_checkpoint(*note, key);
  if (!now) return Refusal{"checkpoint: " + now.reason()};
  Checkpoint old{now->origin, 0, empty_root()};
  if (since) {
    const auto opened = open_checkpoint(*since, key);
    if (!opened) return Refusal{"the earlier checkpoint: " + opened.reason()};
    old = *opened;
    if (auto refusal = compare_checkpoints(old, *now)) return std::move(*refusal);
  }

  LogCheck check(source, old.size, now->size, jobs, on_progress);
  if (auto refusal = check.run()) return std::move(*refusal);
  if (check.old_root() != old.root) {
    return Refusal{"inconsistent: the log's first " + std::to_string(old.size) +
                   " entries do not make the root of the earlier checkpoint; keep that checkpoint "
                   "and the log's own, they prove that the log was changed"};
  }
  if (check.root() != now->root) return root_refusal(*now);
  return LogVerification{now->size, now->root, check.entries_checked(), check.tiles_checked()};
}

}  // namespace assize::audit
