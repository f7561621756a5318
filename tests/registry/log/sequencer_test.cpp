#include "registry/log/sequencer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <thread>

#include "audit/tree/proof.h"
#include "audit/verify/verify_log.h"
#include "registry/log/published_log.h"
#include "tests/registry/support/test_database.h"
#include "tests/registry/support/test_log.h"

namespace assize::registry {
namespace {

class SequencerTest : public ::testing::Test {
 protected:
  NewEntry entry(const std::string& subject) {
    NewEntry made;
    made.action = "test.done";
    made.actor = "acc_test";
    made.subject = subject;
    return made;
  }
  audit::Receipt append(const std::string& subject) {
    return database_->in_transaction(
        [&](Transaction& t) { return journal_->append(t, entry(subject)); });
  }
  void append_many(std::size_t count, const std::string& start = "item/") {
    database_->in_transaction([&](Transaction& t) {
      for (std::size_t i = 0; i < count; ++i) {
        journal_->append(t, entry(start + std::to_string(i)));
      }
    });
  }
  void execute(std::string_view sql, const Values& values = {}) {
    database_->with_connection([&](Connection& c) { c.execute(sql, values); });
  }
  std::string one_value(std::string_view sql) {
    return database_->with_connection([&](Connection& c) { return c.query_one(sql)->text(0); });
  }
  // The subject of each entry of the published log, in order.
  std::vector<std::string> subjects() {
    std::vector<std::string> found;
    for (std::uint64_t i = 0; i < log_.size(); ++i) {
      found.push_back(audit::parse_entry(*log_.entry(i))->subject);
    }
    return found;
  }
  // Works every hash and signature of the published log out again; "" if all is well.
  std::string verify(std::optional<std::string> since = std::nullopt) {
    const audit::LogSource source = [&](std::string_view path) -> audit::Checked<std::string> {
      std::optional<std::string> body;
      if (path == "checkpoint") {
        body = log_.checkpoint_note();
      } else if (const auto id = audit::parse_tile_path(path)) {
        body = log_.tile(*id);
      }
      if (!body) return audit::Refusal{"there is no " + std::string(path)};
      return *body;
    };
    const auto verified = audit::verify_log(source, journal_.verifier(), since, 2, {});
    return verified ? "" : verified.reason();
  }

  testing::TestDatabase database_;
  testing::TestJournal journal_;
  PublishedLog log_{*database_};
  Sequencer sequencer_{*database_, *journal_, "node-a"};
};

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

TEST_F(SequencerTest, PublishesNothingBeforeTheFirstEntry) {
  EXPECT_EQ(sequencer_.run_once(), 0u);
  sequencer_.check_stored_tree();
  EXPECT_EQ(log_.checkpoint_note(), std::nullopt);
  EXPECT_EQ(log_.size(), 0u);
  EXPECT_EQ(log_.tile({0, 0, 1}), std::nullopt);
  EXPECT_EQ(log_.entry(0), std::nullopt);
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

TEST_F(SequencerTest, EachCheckpointVerifiesAndExtendsTheOneBefore) {
  std::optional<std::string> before;
  std::uint64_t size = 0;
  for (const std::size_t added : {1u, 1u, 253u, 1u, 1u, 511u, 600u, 20u}) {
    append_many(added, std::to_string(size) + "/");
    EXPECT_EQ(sequencer_.run_to_end(), added);
    size += added;
    ASSERT_EQ(log_.size(), size);
    ASSERT_EQ(verify(before), "") << "size " << size;
    before = log_.checkpoint_note();
    sequencer_.check_stored_tree();
  }
}

TEST_F(SequencerTest, ProofsHoldAgainstTheCheckpoint) {
  append_many(700);
  sequencer_.run_to_end();
  const auto whole = audit::open_checkpoint(*log_.checkpoint_note(), journal_.verifier());
  ASSERT_TRUE(whole.ok());
  for (const std::uint64_t index : {0u, 255u, 256u, 511u, 512u, 699u}) {
    EXPECT_TRUE(audit::check_inclusion(audit::leaf_hash(*log_.entry(index)), index, 700,
                                       log_.inclusion_proof(index, 700), whole->root)
                    .ok())
        << index;
  }
  append_many(100, "more/");
  sequencer_.run_to_end();
  const auto larger = audit::open_checkpoint(*log_.checkpoint_note(), journal_.verifier());
  EXPECT_TRUE(audit::check_consistency(700, 800, whole->root, larger->root,
                                       log_.consistency_proof(700, 800))
                  .ok());
  EXPECT_THROW(log_.inclusion_proof(0, 801), std::out_of_range);
  EXPECT_THROW(log_.inclusion_proof(700, 700), std::out_of_range);
  EXPECT_THROW(log_.consistency_proof(2, 1), std::out_of_range);
}

TEST_F(SequencerTest, ShowsOnlyWhatACheckpointCovers) {
  append_many(300);
  sequencer_.run_to_end();
  const auto width = [&](const audit::TileId& id) -> std::int64_t {
    const auto body = log_.tile(id);
    if (!body) return -1;
    return id.level == audit::entries_level
               ? static_cast<std::int64_t>(audit::parse_bundle(*body)->size())
               : static_cast<std::int64_t>(body->size() / 32);
  };
  EXPECT_EQ(width({0, 0, 256}), 256);
  EXPECT_EQ(width({0, 1, 44}), 44);
  EXPECT_EQ(width({0, 1, 7}), 7) << "cut from the fuller one";
  EXPECT_EQ(width({0, 1, 45}), -1);
  EXPECT_EQ(width({0, 2, 1}), -1);
  EXPECT_EQ(width({1, 0, 1}), 1);
  EXPECT_EQ(width({1, 0, 2}), -1);
  EXPECT_EQ(width({2, 0, 1}), -1);
  EXPECT_EQ(width({8, 0, 1}), -1);
  EXPECT_EQ(width({63, 0, 1}), -1);
  EXPECT_EQ(width({-2, 0, 1}), -1);
  EXPECT_EQ(width({0, 0, 0}), -1);
  EXPECT_EQ(width({0, 0, 257}), -1);
  EXPECT_EQ(width({0, UINT64_MAX / 256 + 1, 1}), -1);
  EXPECT_EQ(width({audit::entries_level, 0, 256}), 256);
  EXPECT_EQ(width({audit::entries_level, 1, 44}), 44);
  EXPECT_EQ(width({audit::entries_level, 1, 3}), 3);
  EXPECT_EQ(width({audit::entries_level, 1, 45}), -1);
  EXPECT_EQ(log_.entry(300), std::nullopt);
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

TEST_F(SequencerTest, OneLeadsWhileItsLeaseIsGood) {
  Sequencer second(*database_, *journal_, "node-b");
  append("one");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  append("two");
  EXPECT_EQ(second.run_once(), 0u);
  EXPECT_EQ(sequencer_.run_once(), 1u);
  EXPECT_EQ(one_value("SELECT CONCAT(holder, ' ', fencing) FROM lease"), "node-a 1");
}

TEST_F(SequencerTest, AnotherTakesOverWhenTheLeaseRunsOut) {
  Sequencer second(*database_, *journal_, "node-b");
  append("one");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  append("two");
  execute("UPDATE lease SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 MICROSECOND");
  EXPECT_EQ(second.run_once(), 1u);
  EXPECT_EQ(one_value("SELECT CONCAT(holder, ' ', fencing) FROM lease"), "node-b 2");
  append("three");
  EXPECT_EQ(sequencer_.run_once(), 0u) << "the first one has lost it";
  EXPECT_EQ(one_value("SELECT GROUP_CONCAT(fencing ORDER BY size) FROM log_checkpoint"), "1,2");
}

TEST_F(SequencerTest, ALeaseFromAClockThatWasAheadDoesNotBlock) {
  append("one");
  execute(
      "UPDATE lease SET holder = 'node-z', fencing = 7, "
      "expires_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  EXPECT_EQ(one_value("SELECT CONCAT(holder, ' ', fencing) FROM lease"), "node-a 8");
}

TEST_F(SequencerTest, AClockOfCommandsThatStepsBackChangesNothing) {
  append("one");
  journal_.pass(-3'600'000'000);
  append("two");
  EXPECT_EQ(sequencer_.run_once(), 2u);
  EXPECT_EQ(subjects(), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(verify(), "");
}

TEST_F(SequencerTest, ACommandGivesTheLeaseUpAtItsEnd) {
  append("one");
  Sequencer command(*database_, *journal_, "command-1");
  EXPECT_EQ(command.run_to_end(), 1u);
  append("two");
  EXPECT_EQ(sequencer_.run_once(), 1u);
}

TEST_F(SequencerTest, DoesNotSignUnderAnEarlierLeaseThanTheLastCheckpoints) {
  append("one");
  sequencer_.run_once();
  execute("UPDATE log_checkpoint SET fencing = 9");
  append("two");
  EXPECT_THROW(sequencer_.run_once(), LogContradiction);
}

TEST_F(SequencerTest, NeverGivesOneSizeTwoRoots) {
  append("one");
  sequencer_.run_once();
  append("two");
  execute("INSERT INTO log_checkpoint VALUES (2, ?, 'elsewhere', 1, NOW(6))",
          {std::string(32, 'x')});
  EXPECT_THROW(sequencer_.run_once(), std::runtime_error);
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM log_pending"), "1");
}

TEST_F(SequencerTest, LosesAndRepeatsNothingWithManyCommandsAndThreeNodes) {
  constexpr int writers = 4;
  constexpr int each = 60;
  std::atomic<bool> stop{false};
  std::vector<std::thread> nodes;
  for (const char* name : {"node-1", "node-2", "node-3"}) {
    nodes.emplace_back([&, name] {
      Database database(database_.address(), 2);
      Sequencer node(database, *journal_, name);
      // Gives the lease up after every batch, so that all of them lead in turn.
      while (!stop) node.run_to_end();
    });
  }
  std::vector<std::thread> commands;
  for (int writer = 0; writer < writers; ++writer) {
    commands.emplace_back([&, writer] {
      Database database(database_.address(), 1);
      for (int i = 0; i < each; ++i) {
        const std::string subject = std::to_string(writer) + "/" + std::to_string(i);
        try {
          database.in_transaction([&](Transaction& t) {
            journal_->append(t, entry(subject));
            if (i % 7 == 3) throw std::runtime_error("changed its mind");
          });
        } catch (const std::runtime_error&) {
        }
      }
    });
  }
  for (auto& command : commands) command.join();
  stop = true;
  for (auto& node : nodes) node.join();
  sequencer_.run_to_end();

  std::map<std::string, int> last_of;
  std::set<std::string> seen;
  for (const std::string& subject : subjects()) {
    EXPECT_TRUE(seen.insert(subject).second) << subject << " is repeated";
    const std::string writer = subject.substr(0, 1);
    const int number = std::stoi(subject.substr(2));
    EXPECT_NE(number % 7, 3) << "was rolled back";
    EXPECT_GE(number, last_of[writer]) << "a writer's entries keep their order";
    last_of[writer] = number;
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(writers * (each - each / 7 - (each % 7 > 3))));
  EXPECT_EQ(verify(), "");
  sequencer_.check_stored_tree();
}

TEST_F(SequencerTest, LeavesNothingHalfDoneWhenItsConnectionDies) {
  append_many(50);
  std::atomic<bool> stop{false};
  std::thread killer([&] {
    Database other(database_.address(), 1);
    while (!stop) {
      other.with_connection([&](Connection& c) {
        for (const Row& row : c.query("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = ? "
                                      "AND ID <> CONNECTION_ID()",
                                      {database_.address().name})) {
          try {
            c.execute("KILL " + row.text(0));
          } catch (const DatabaseError&) {  // it is gone already
          }
        }
      });
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
  });
  for (int i = 0; i < 60; ++i) {
    try {
      append("more/" + std::to_string(i));
      sequencer_.run_once();
    } catch (const DatabaseError&) {  // a commit of unknown fate, or too many tries
    }
  }
  stop = true;
  killer.join();
  sequencer_.run_to_end();
  EXPECT_EQ(verify(), "");
  sequencer_.check_stored_tree();
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM log_pending"), "0");
  EXPECT_EQ(one_value("SELECT COUNT(*) - COUNT(DISTINCT leaf_hash) FROM log_entry"), "0");
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
  lost.run_until(stop, std::chrono::milliseconds(1), [&](std::string_view trouble) {
    EXPECT_TRUE(trouble.starts_with("the log waits: database error")) << trouble;
    stop = ++troubles > 1;
  });
  EXPECT_GE(troubles, 2);
}

TEST_F(SequencerTest, StopsAtATreeThatContradictsItsCheckpoint) {
  append_many(300);
  sequencer_.run_to_end();
  const auto contradicted = [&](const char* how) {
    Sequencer started(*database_, *journal_, "node-a");
    EXPECT_THROW(started.check_stored_tree(), LogContradiction) << how;
  };
  execute("UPDATE log_checkpoint SET root = REVERSE(root)");
  contradicted("the root");
  append("more");
  EXPECT_THROW(sequencer_.run_once(), LogContradiction) << "signs nothing either";
  execute("UPDATE log_checkpoint SET root = REVERSE(root)");
  execute("DELETE FROM log_entry WHERE log_index = 299");
  contradicted("the entries");
  execute("INSERT INTO log_entry VALUES (299, '', '', '', NOW(6))");
  sequencer_.check_stored_tree();
  execute("UPDATE log_tile SET body = REVERSE(body) WHERE level = 0 AND tile_index = 1");
  contradicted("a tile");
  execute("DELETE FROM log_tile WHERE level = 0 AND tile_index = 1");
  contradicted("a missing tile");
}

TEST_F(SequencerTest, StopsAtALogThatAnotherKeySigned) {
  append("one");
  sequencer_.run_once();
  const testing::TestJournal other_key;
  EXPECT_THROW(Sequencer(*database_, *other_key, "node-a").check_stored_tree(), LogContradiction);
  const testing::TestJournal other_name("other.example/log");
  EXPECT_THROW(Sequencer(*database_, *other_name, "node-a").check_stored_tree(), LogContradiction);
}

TEST_F(SequencerTest, RefusesAPendingEntryThatWasChanged) {
  append("one");
  execute("UPDATE log_pending SET entry = REPLACE(entry, 'one', 'two')");
  EXPECT_THROW(sequencer_.run_once(), LogContradiction);
  EXPECT_EQ(log_.size(), 0u);
}

TEST_F(SequencerTest, StopsAtADatabaseThatWasPutBack) {
  testing::TestFolder folder;
  const std::string path = folder.path() + "/log.checkpoint";
  Sequencer node(*database_, *journal_, "node-a", path);
  append("one");
  node.run_once();
  append("two");
  node.run_once();
  Sequencer(*database_, *journal_, "node-a", path).check_stored_tree();
  // As a backup of before the second entry would be.
  execute("DELETE FROM log_checkpoint WHERE size = 2");
  execute("DELETE FROM log_entry WHERE log_index = 1");
  try {
    Sequencer(*database_, *journal_, "node-a", path).check_stored_tree();
    FAIL();
  } catch (const LogContradiction& contradiction) {
    EXPECT_EQ(std::string(contradiction.what()),
              "The log in the database has 1 entries, and this node has already seen a signed "
              "checkpoint of 2 (" +
                  path +
                  "). The database was put back to an earlier state. Restore a later backup; "
                  "signing on from here would contradict what was published.");
  }
}

TEST_F(SequencerTest, StopsAtAnotherLogOfTheSameSize) {
  testing::TestFolder folder;
  const std::string path = folder.path() + "/log.checkpoint";
  std::ofstream(path) << audit::sign_checkpoint(
      {"test.example/log", 1, audit::leaf_hash("something else")}, journal_->key());
  append("one");
  append("two");
  sequencer_.run_once();
  EXPECT_THROW(Sequencer(*database_, *journal_, "n", path).check_stored_tree(), LogContradiction);
  std::ofstream(path, std::ios::trunc) << "";
  EXPECT_THROW(Sequencer(*database_, *journal_, "n", path).check_stored_tree(), LogContradiction);
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
