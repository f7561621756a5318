#include <fstream>

#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

using ContradictionTest = testing::LogTest;

TEST_F(ContradictionTest, NeverGivesOneSizeTwoRoots) {
  append("one");
  sequencer_.run_once();
  append("two");
  execute("INSERT INTO log_checkpoint VALUES (2, ?, 'elsewhere', 1, NOW(6))",
          {std::string(32, 'x')});
  EXPECT_THROW(sequencer_.run_once(), std::runtime_error);
  EXPECT_EQ(one_value("SELECT COUNT(*) FROM log_pending"), "1");
}

TEST_F(ContradictionTest, StopsAtATreeThatContradictsItsCheckpoint) {
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

TEST_F(ContradictionTest, StopsAtALogThatAnotherKeySigned) {
  append("one");
  sequencer_.run_once();
  const testing::TestJournal other_key;
  EXPECT_THROW(Sequencer(*database_, *other_key, "node-a").check_stored_tree(), LogContradiction);
  const testing::TestJournal other_name("other.example/log");
  EXPECT_THROW(Sequencer(*database_, *other_name, "node-a").check_stored_tree(), LogContradiction);
}

TEST_F(ContradictionTest, RefusesAPendingEntryThatWasChanged) {
  append("one");
  execute("UPDATE log_pending SET entry = REPLACE(entry, 'one', 'two')");
  EXPECT_THROW(sequencer_.run_once(), LogContradiction);
  EXPECT_EQ(log_.size(), 0u);
}

TEST_F(ContradictionTest, StopsAtADatabaseThatWasPutBack) {
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

TEST_F(ContradictionTest, StopsAtAnotherLogOfTheSameSize) {
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

}  // namespace
}  // namespace assize::registry
