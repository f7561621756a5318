// Holds the snapshot that every read is answered from, and swaps it whole when the log has grown or
// a new day begins in London. A failure keeps the last good snapshot and is told to `readyz`, never
// thrown from the thread. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "registry/catalogue/snapshot.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

class SnapshotKeeper {
 public:
  // With a renderer, each snapshot has its texts.
  SnapshotKeeper(Database& database, Clock clock, SchoolRenderer render = nullptr);
  SnapshotKeeper(const SnapshotKeeper&) = delete;
  SnapshotKeeper& operator=(const SnapshotKeeper&) = delete;

  // The snapshot as last read; null before the first refresh. What is handed out never changes.
  std::shared_ptr<const Snapshot> current() const;
  // Why the last refresh failed; none if it worked.
  std::optional<std::string> failure() const;
  // When the snapshot was last seen to be up to date; none before the first refresh.
  std::optional<std::chrono::steady_clock::time_point> refreshed_at() const;
  // Reads what has changed, if anything has. Says whether it swapped. Throws DatabaseError.
  bool refresh();
  // Until `stop`: refreshes each `pause`. With a pause of 100 ms, what was acknowledged can be seen
  // within a second.
  void run_until(const std::atomic<bool>& stop,
                 std::chrono::milliseconds pause = std::chrono::milliseconds(100));

 private:
  Database& database_;
  Clock clock_;
  const SchoolRenderer render_;
  std::mutex refreshing_;
  mutable std::mutex guard_;
  std::shared_ptr<const Snapshot> current_;
  std::optional<std::string> failure_;
  std::optional<std::chrono::steady_clock::time_point> refreshed_at_;
};

}  // namespace assize::registry
