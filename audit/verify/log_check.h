// Works a log out anew from the entries on: every leaf hash and every tile. Used once; not
// thread-safe, though it works on several threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/tree/tile.h"
#include "audit/verify/verify_log.h"

namespace assize::audit {

// With an earlier size, the hashes to the left of what was added since are taken from the stored
// tiles; they count for nothing until they have been shown to make the earlier root.
class LogCheck {
 public:
  using Progress = std::function<void(std::uint64_t, std::uint64_t)>;
  LogCheck(const LogSource& source, std::uint64_t old_size, std::uint64_t size, int jobs,
           const Progress& on_progress)
      : source_(source), old_size_(old_size), size_(size), jobs_(jobs), on_progress_(on_progress) {}

  // Once. The refusal names the first file or entry that is wrong.
  std::optional<Refusal> run();

  Hash old_root() const;
  Hash root() const;
  std::uint64_t entries_checked() const { return size_ - first_tile() * tile_width; }
  std::uint64_t tiles_checked() const { return tiles_checked_; }
  // The entries that begin as key rotations do, in order, with their indexes.
  const std::vector<std::pair<std::uint64_t, std::string>>& rotations() const { return rotations_; }

 private:
  // The right edge of a tree: for each level, the hashes of its partial tile.
  using Edge = std::vector<std::vector<Hash>>;
  static Hash root_over(const Edge& edge, std::uint64_t size);

  std::uint64_t first_tile() const { return old_size_ / tile_width; }
  std::optional<Refusal> check_bundles();
  std::optional<Refusal> check_bundle(std::uint64_t index, Hash& root);
  std::optional<Refusal> check_level(int level);
  std::optional<Refusal> compare_tile(const TileId& id, const std::vector<Hash>& computed);
  void report(std::size_t entries);

  const LogSource& source_;
  const std::uint64_t old_size_;
  const std::uint64_t size_;
  const int jobs_;
  const Progress& on_progress_;
  std::vector<Hash> computed_;
  Edge old_edge_;
  Edge edge_;
  std::mutex rotations_mutex_;
  std::vector<std::pair<std::uint64_t, std::string>> rotations_;
  std::atomic<std::uint64_t> entries_done_ = 0;
  std::uint64_t tiles_checked_ = 0;
};

}  // namespace assize::audit
