#include "registry/catalogue/snapshot_keeper.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/registry/catalogue/market_model.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

using testing::MarketModel;
using testing::TestDatabase;

class SnapshotKeeperTest : public ::testing::Test {
 protected:
  // As a command does: its rows and a pending log entry, together.
  void change(int filings) {
    database_->in_transaction([&](Transaction& transaction) {
      market_.draw_filings(filings);
      market_.write(transaction.connection());
      transaction.connection().execute(
          "INSERT INTO log_pending (entry, leaf_hash) VALUES ('{}', REPEAT('x', 32))");
    });
  }
  void set_time(const char* text) { now_ = audit::parse_instant(text).value(); }
  std::size_t fees(const Snapshot& snapshot) {
    std::size_t count = 0;
    for (const auto& school : snapshot.schools) count += school->fees.size();
    return count;
  }
  // Waits for at most ten seconds.
  template <typename Condition>
  bool comes_true(Condition&& condition) {
    for (int count = 0; count < 1000; ++count) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  TestDatabase database_;
  MarketModel market_{41};
  std::atomic<audit::Instant> now_{audit::parse_instant("2026-10-01T12:00:00.000000Z").value()};
  Clock clock_ = [this] { return now_.load(); };
};

TEST_F(SnapshotKeeperTest, SwapsOnlyWhenSomethingHasChanged) {
  SnapshotKeeper keeper(*database_, clock_);
  EXPECT_EQ(keeper.current(), nullptr);
  change(10);
  EXPECT_TRUE(keeper.refresh());
  const auto first = keeper.current();
  EXPECT_FALSE(keeper.refresh());
  EXPECT_EQ(keeper.current(), first);
  const std::size_t before = fees(*first);
  change(10);
  EXPECT_TRUE(keeper.refresh());
  EXPECT_GT(fees(*keeper.current()), before);
  EXPECT_EQ(fees(*first), before) << "what was handed out has changed";
}

// The entry has moved from the queue to the log: nothing new to show, but the log has grown.
TEST_F(SnapshotKeeperTest, FollowsTheLogsSize) {
  SnapshotKeeper keeper(*database_, clock_);
  change(1);
  keeper.refresh();
  EXPECT_EQ(keeper.current()->watermark, (Watermark{0, 1}));
  database_->in_transaction([&](Transaction& transaction) {
    transaction.connection().execute("DELETE FROM log_pending");
    transaction.connection().execute(
        "INSERT INTO log_checkpoint (size, root, note, fencing, signed_at)"
        " VALUES (1, REPEAT('x', 32), '', 1, '2026-10-01')");
  });
  EXPECT_TRUE(keeper.refresh());
  EXPECT_EQ(keeper.current()->watermark, (Watermark{1, 1}));
}

TEST_F(SnapshotKeeperTest, TurnsThePageAtMidnightInLondon) {
  SnapshotKeeper keeper(*database_, clock_);
  change(1);
  keeper.refresh();
  set_time("2026-10-01T22:59:59.999999Z");
  EXPECT_FALSE(keeper.refresh());
  EXPECT_EQ(keeper.current()->today.text(), "2026-10-01");
  set_time("2026-10-01T23:00:00.000000Z");
  EXPECT_TRUE(keeper.refresh());
  EXPECT_EQ(keeper.current()->today.text(), "2026-10-02");
}

TEST_F(SnapshotKeeperTest, ShowsAChangeWhileItRuns) {
  change(1);
  SnapshotKeeper keeper(*database_, clock_);
  std::atomic<bool> stop{false};
  std::thread thread([&] { keeper.run_until(stop, std::chrono::milliseconds(50)); });
  EXPECT_TRUE(comes_true([&] { return keeper.current() != nullptr; }));
  const std::size_t before = fees(*keeper.current());
  change(20);
  EXPECT_TRUE(comes_true([&] { return fees(*keeper.current()) > before; }));
  stop = true;
  thread.join();
}

TEST_F(SnapshotKeeperTest, KeepsTheLastSnapshotAndTellsOfAFailure) {
  SnapshotKeeper keeper(*database_, clock_);
  change(5);
  keeper.refresh();
  const auto good = keeper.current();
  std::atomic<bool> stop{false};
  std::thread thread([&] { keeper.run_until(stop, std::chrono::milliseconds(10)); });
  const auto execute = [&](const char* sql) {
    database_->with_connection([&](Connection& connection) { connection.execute(sql); });
  };
  execute("RENAME TABLE log_checkpoint TO hidden");
  EXPECT_TRUE(comes_true([&] { return keeper.failure().has_value(); }));
  EXPECT_EQ(keeper.current(), good);
  execute("RENAME TABLE hidden TO log_checkpoint");
  EXPECT_TRUE(comes_true([&] { return !keeper.failure().has_value(); }));
  stop = true;
  thread.join();
}

}  // namespace
}  // namespace assize::registry
