#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <thread>

#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

using LeaseTest = testing::LogTest;

TEST_F(LeaseTest, OneLeadsWhileItsLeaseIsGood) {
  Sequencer second(*database_, *journal_, "node-b");
  append("one");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  append("two");
  EXPECT_EQ(second.run_once(), 0u);
  EXPECT_EQ(sequencer_.run_once(), 1u);
  EXPECT_EQ(one_value("SELECT CONCAT(holder, ' ', fencing) FROM lease WHERE name = 'sequencer'"),
            "node-a 1");
}

TEST_F(LeaseTest, AnotherTakesOverWhenTheLeaseRunsOut) {
  Sequencer second(*database_, *journal_, "node-b");
  append("one");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  append("two");
  execute("UPDATE lease SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 MICROSECOND");
  EXPECT_EQ(second.run_once(), 1u);
  EXPECT_EQ(one_value("SELECT CONCAT(holder, ' ', fencing) FROM lease WHERE name = 'sequencer'"),
            "node-b 2");
  append("three");
  EXPECT_EQ(sequencer_.run_once(), 0u) << "the first one has lost it";
  EXPECT_EQ(one_value("SELECT GROUP_CONCAT(fencing ORDER BY size) FROM log_checkpoint"), "1,2");
}

TEST_F(LeaseTest, ALeaseFromAClockThatWasAheadDoesNotBlock) {
  append("one");
  execute(
      "UPDATE lease SET holder = 'node-z', fencing = 7, "
      "expires_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR");
  EXPECT_EQ(sequencer_.run_once(), 1u);
  EXPECT_EQ(one_value("SELECT CONCAT(holder, ' ', fencing) FROM lease WHERE name = 'sequencer'"),
            "node-a 8");
}

TEST_F(LeaseTest, AClockOfCommandsThatStepsBackChangesNothing) {
  append("one");
  journal_.pass(-3'600'000'000);
  append("two");
  EXPECT_EQ(sequencer_.run_once(), 2u);
  EXPECT_EQ(subjects(), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(verify(), "");
}

TEST_F(LeaseTest, ACommandGivesTheLeaseUpAtItsEnd) {
  append("one");
  Sequencer command(*database_, *journal_, "command-1");
  EXPECT_EQ(command.run_to_end(), 1u);
  append("two");
  EXPECT_EQ(sequencer_.run_once(), 1u);
}

TEST_F(LeaseTest, DoesNotSignUnderAnEarlierLeaseThanTheLastCheckpoints) {
  append("one");
  sequencer_.run_once();
  execute("UPDATE log_checkpoint SET fencing = 9");
  append("two");
  EXPECT_THROW(sequencer_.run_once(), LogContradiction);
}

TEST_F(LeaseTest, LosesAndRepeatsNothingWithManyCommandsAndThreeNodes) {
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

TEST_F(LeaseTest, LeavesNothingHalfDoneWhenItsConnectionDies) {
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

}  // namespace
}  // namespace assize::registry
