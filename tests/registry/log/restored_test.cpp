// A log whose database is put back to an earlier state, before a start and under a running node.
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

using namespace std::chrono_literals;

class RestoredTest : public testing::LogTest {
 protected:
  // As a backup from when the log had `size` entries, in one batch, would leave the tables.
  void put_back_to(std::int64_t size) {
    database_->in_transaction([&](Transaction& transaction) {
      Connection& connection = transaction.connection();
      connection.execute("DELETE FROM log_checkpoint WHERE size > ?", {size});
      connection.execute("DELETE FROM log_entry WHERE log_index >= ?", {size});
    });
  }
  std::string seen_path() const { return folder_.path() + "/log.seen"; }
  std::string fault_of(Sequencer& node) {
    try {
      node.run_once();
    } catch (const LogContradiction& contradiction) {
      return contradiction.what();
    }
    return "";
  }

  testing::TestFolder folder_;
};

TEST_F(RestoredTest, ARunningNodeSignsNothingOnADatabaseThatWasPutBack) {
  append("one");
  sequencer_.run_once();
  append("two");
  sequencer_.run_once();
  put_back_to(1);
  append("another");
  EXPECT_NE(fault_of(sequencer_).find("The database was put back to an earlier state"),
            std::string::npos);
  EXPECT_EQ(log_.size(), 1u);
}

TEST_F(RestoredTest, ARunningNodeNoticesEvenWhenNothingIsPending) {
  append("one");
  sequencer_.run_once();
  append("two");
  sequencer_.run_once();
  put_back_to(1);
  const std::atomic<bool> stop{false};
  EXPECT_THROW(sequencer_.run_until(stop, 5ms), LogContradiction);
}

TEST_F(RestoredTest, ANodeThatOnlyFollowedRemembersWhatAnotherSigned) {
  Sequencer follower(*database_, *journal_, "node-b", seen_path());
  append("one");
  sequencer_.run_once();
  std::atomic<bool> stop{false};
  std::thread running([&] { follower.run_until(stop, 5ms); });
  const SeenCheckpoint seen(seen_path());
  for (int i = 0; i < 1'000 && !seen.read(); ++i) std::this_thread::sleep_for(5ms);
  stop = true;
  running.join();
  ASSERT_TRUE(seen.read());
  EXPECT_EQ(seen.read()->size, 1u);
  execute("DELETE FROM log_checkpoint");
  execute("DELETE FROM log_entry");
  Sequencer started(*database_, *journal_, "node-b", seen_path());
  EXPECT_THROW(started.check_stored_tree(), LogContradiction);
}

// The process died between the commit and keeping what it had signed.
TEST_F(RestoredTest, AStartKeepsTheCheckpointThatWasNotKeptBefore) {
  append("one");
  sequencer_.run_once();  // keeps no file
  Sequencer(*database_, *journal_, "node-a", seen_path()).check_stored_tree();
  ASSERT_TRUE(SeenCheckpoint(seen_path()).read());
  put_back_to(0);
  Sequencer started(*database_, *journal_, "node-a", seen_path());
  EXPECT_THROW(started.check_stored_tree(), LogContradiction);
}

TEST_F(RestoredTest, AnotherHistoryOfTheSameSizeIsRefused) {
  append("one");
  sequencer_.run_once();
  put_back_to(0);
  execute("DELETE FROM log_tile");
  Sequencer other(*database_, *journal_, "node-b");
  append("another");
  execute("UPDATE lease SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
  EXPECT_EQ(other.run_once(), 1u);
  append("two");
  execute("UPDATE lease SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
  EXPECT_NE(fault_of(sequencer_).find("this is another log"), std::string::npos);
}

// The server's own clock is set back by three seconds: the lease seems to end later than any can.
TEST_F(RestoredTest, ADatabaseClockThatStepsBackStopsNobody) {
  append("one");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  execute("UPDATE lease SET expires_at = expires_at + INTERVAL 3 SECOND");
  append("two");
  EXPECT_EQ(sequencer_.run_once(), 1u) << "the holder goes on";
  execute("UPDATE lease SET expires_at = expires_at + INTERVAL 3 SECOND");
  append("three");
  Sequencer second(*database_, *journal_, "node-b");
  EXPECT_EQ(second.run_once(), 1u) << "and another can take over";
  EXPECT_EQ(verify(), "");
}

}  // namespace
}  // namespace assize::registry
