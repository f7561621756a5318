#include "registry/catalogue/snapshot_keeper.h"

#include <exception>
#include <thread>

#include "registry/filings/london_date.h"

namespace assize::registry {

SnapshotKeeper::SnapshotKeeper(Database& database, Clock clock, SchoolRenderer render)
    : database_(database), clock_(std::move(clock)), render_(render) {}

std::shared_ptr<const Snapshot> SnapshotKeeper::current() const {
  const std::lock_guard lock(guard_);
  return current_;
}

std::optional<std::string> SnapshotKeeper::failure() const {
  const std::lock_guard lock(guard_);
  return failure_;
}

std::optional<std::chrono::steady_clock::time_point> SnapshotKeeper::refreshed_at() const {
  const std::lock_guard lock(guard_);
  return refreshed_at_;
}

bool SnapshotKeeper::refresh() {
  const std::lock_guard one_at_a_time(refreshing_);
  const auto began = std::chrono::steady_clock::now();
  const std::shared_ptr<const Snapshot> before = current();
  const pricing::Date today = london_date(clock_());
  const std::shared_ptr<const Snapshot> now =
      database_.with_connection([&](Connection& connection) -> std::shared_ptr<const Snapshot> {
        const Watermark mark = read_watermark(connection);
        if (before && before->watermark == mark && before->today == today) return nullptr;
        return refresh_snapshot(connection, today, before, render_);
      });
  const std::lock_guard lock(guard_);
  failure_.reset();
  refreshed_at_ = began;
  if (now) current_ = now;
  return now != nullptr;
}

void SnapshotKeeper::run_until(const std::atomic<bool>& stop, std::chrono::milliseconds pause) {
  while (!stop) {
    try {
      refresh();
    } catch (const std::exception& error) {
      const std::lock_guard lock(guard_);
      failure_ = error.what();
    }
    if (!stop) std::this_thread::sleep_for(pause);
  }
}

}  // namespace assize::registry
