#include <atomic>
#include <chrono>
#include <thread>

#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

using SequencerTest = testing::LogTest;

TEST_F(SequencerTest, AnEntryIsInItsCommandsTransaction) {
  EXPECT_THROW(database_->in_transaction([&](Transaction& t) {
    journal_->append(t, entry("lost"));
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  append("kept");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  EXPECT_EQ(subjects(), std::vector<std::string>{"kept"});
}

// A disk that is full for a moment must not stop the log for good.
TEST_F(SequencerTest, OutlivesASeenFileThatCannotBeWritten) {
  Sequencer sequencer(*database_, *journal_, "node-b", "/nonexistent/folder/log.seen");
  std::atomic<bool> stop{false};
  std::vector<std::string> troubles;
  append("first");
  std::thread running([&] {
    sequencer.run_until(stop, std::chrono::milliseconds(5),
                        [&](std::string_view trouble) { troubles.emplace_back(trouble); });
  });
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  const auto wait_for_size = [&](std::uint64_t size) {
    while (log_.size() < size && std::chrono::steady_clock::now() < patience) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  };
  wait_for_size(1);
  append("second");
  wait_for_size(2);
  stop = true;
  running.join();
  EXPECT_EQ(subjects(), (std::vector<std::string>{"first", "second"}));
  ASSERT_FALSE(troubles.empty());
  EXPECT_NE(troubles.front().find("/nonexistent/folder/log.seen"), std::string::npos);
}

TEST_F(SequencerTest, AReceiptHoldsAndFindsItsEntry) {
  append("before");
  const audit::Receipt receipt = append("mine");
  EXPECT_TRUE(audit::verify_receipt(journal_.verifier(), receipt));
  EXPECT_EQ(receipt.origin, "test.example/log");
  EXPECT_EQ(receipt.at, testing::test_start);
  EXPECT_EQ(log_.index_of(receipt.leaf), std::nullopt);
  sequencer_.run_once();
  ASSERT_EQ(log_.index_of(receipt.leaf), 1u);
  EXPECT_EQ(audit::leaf_hash(*log_.entry(1)), receipt.leaf);
}

TEST_F(SequencerTest, RefusesAnEntryThatItsTableCouldNotHold) {
  EXPECT_THROW(append(std::string(81, 's')), std::length_error);
  EXPECT_THROW(append(""), std::length_error);
  NewEntry large = entry("large");
  large.public_part = audit::CanonicalValue::Object{{"text", std::string(65'536, 'x')}};
  EXPECT_THROW(database_->in_transaction([&](Transaction& t) { journal_->append(t, large); }),
               std::length_error);
  append(std::string(80, 's'));
  EXPECT_EQ(sequencer_.run_once(), 1u);
}

TEST_F(SequencerTest, GivesPlacesInTheOrderOfCommandsAndLosesNone) {
  std::vector<std::string> expected;
  for (int batch = 0; batch < 4; ++batch) {
    for (int i = 0; i < 3; ++i) {
      expected.push_back(std::to_string(batch) + "/" + std::to_string(i));
      append(expected.back());
    }
    EXPECT_EQ(sequencer_.run_once(), 3u);
    EXPECT_EQ(sequencer_.run_once(), 0u);
  }
  EXPECT_EQ(subjects(), expected);
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM log_pending"), "0");
}

TEST_F(SequencerTest, NeverLosesAnEntryCommittedOutOfOrder) {
  Database other(database_.address(), 1);
  other.with_connection([&](Connection& c) {
    Transaction slow(c);
    journal_->append(slow, entry("slow"));  // has the lower id
    append("quick");
    EXPECT_EQ(sequencer_.run_once(), 1u) << "does not wait for it either";
    slow.commit();
  });
  EXPECT_EQ(sequencer_.run_once(), 1u);
  EXPECT_EQ(subjects(), (std::vector<std::string>{"quick", "slow"}));
}

TEST_F(SequencerTest, CommandsGoOnWhileABatchIsDeleted) {
  Database other(database_.address(), 1);
  append_many(2'000);
  other.with_connection([&](Connection& c) {
    Transaction slow(c);
    journal_->append(slow, entry("slow"));
    append_many(100, "later/");
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(sequencer_.run_once(), 2'100u);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20))
        << "it waited for a lock";
    slow.commit();
  });
  EXPECT_EQ(sequencer_.run_once(), 1u);
  EXPECT_EQ(verify(), "");
}

TEST_F(SequencerTest, RunsInItsThreadUntilItIsStopped) {
  std::atomic<bool> stop{false};
  std::thread thread([&] { sequencer_.run_until(stop, std::chrono::milliseconds(10)); });
  append("one");
  for (int i = 0; i < 500 && log_.size() < 1; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(log_.size(), 1u);
  append("two");
  stop = true;
  thread.join();
  EXPECT_EQ(log_.size(), 2u) << "what was pending at the stop";
}

TEST_F(SequencerTest, OutlivesADatabaseThatIsAway) {
  DatabaseAddress nowhere = database_.address();
  nowhere.socket_path += ".gone";
  Database away(nowhere, 1);
  Sequencer lost(away, *journal_, "node-a");
  std::atomic<bool> stop{false};
  std::atomic<int> troubles{0};
  std::thread ending([&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop = true;
  });
  lost.run_until(stop, std::chrono::milliseconds(1), [&](std::string_view trouble) {
    EXPECT_TRUE(trouble.starts_with("the log waits: database error")) << trouble;
    ++troubles;
  });
  ending.join();
  EXPECT_EQ(troubles, 1);  // told once, not at each of its many tries
}

TEST_F(SequencerTest, SequencesTwentyThousandEntriesInSeconds) {
  std::vector<Values> rows;
  for (int i = 0; i < 20'000; ++i) {
    audit::Entry made{"test.done",
                      "acc_test",
                      testing::test_start,
                      "item/" + std::to_string(i),
                      {},
                      {},
                      audit::CanonicalValue::Object{}};
    std::string text = audit::entry_text(made);
    const audit::Hash leaf = audit::leaf_hash(text);
    rows.push_back({std::move(text), std::string(audit::bytes_of(leaf))});
  }
  database_->in_transaction([&](Transaction& t) {
    t.connection().insert_many("INSERT INTO log_pending (entry, leaf_hash) VALUES", rows);
  });
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(sequencer_.run_to_end(), 20'000u);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - began);
  RecordProperty("milliseconds", static_cast<int>(took.count()));
  EXPECT_LT(took, std::chrono::seconds(30)) << "even on a busy machine with sanitizers";
  EXPECT_EQ(verify(), "");
}

}  // namespace
}  // namespace assize::registry
