// The log's key rotated under a log that goes on: what signs, what still verifies, and what a crash
// at each step leaves.
#include <sys/stat.h>

#include <filesystem>

#include "registry/log/keys/key_history.h"
#include "registry/log/keys/log_key.h"
#include "registry/log/keys/rotate_log_key.h"
#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

constexpr const char* name = "test.example/log";

class KeyRotationTest : public testing::LogTest {
 protected:
  std::shared_ptr<LogKeys> open() {
    auto keys = LogKeys::open(path_, name);
    if (!keys) throw std::runtime_error(keys.faults().front().message);
    return *keys;
  }
  // A process of its own: it knows only what is in the files and the database.
  struct Node {
    Node(Database& database, std::shared_ptr<LogKeys> its_keys)
        : keys(std::move(its_keys)),
          journal(keys, [] { return testing::test_start; }),
          sequencer(database, journal, "node-" + std::to_string(++count)) {}
    static inline int count = 0;
    std::shared_ptr<LogKeys> keys;
    Journal journal;
    Sequencer sequencer;
  };
  Node node() { return {*database_, open()}; }
  audit::Receipt append(Node& node, const std::string& subject) {
    return database_->in_transaction(
        [&](Transaction& t) { return node.journal.append(t, entry(subject)); });
  }
  std::string note() { return *PublishedLog(*database_).checkpoint_note(); }
  audit::VerifierKey key_in(const std::string& path) { return (*read_log_key(path))->verifier(); }
  audit::Checked<audit::LogVerification> verify(const audit::VerifierKey& key,
                                                std::optional<std::string_view> since = {}) {
    PublishedLog log(*database_);
    const audit::LogSource source = [&](std::string_view path) -> audit::Checked<std::string> {
      if (path == "checkpoint") return *log.checkpoint_note();
      const auto id = audit::parse_tile_path(path);
      const auto bytes = id ? log.tile(*id) : std::nullopt;
      if (!bytes) return audit::Refusal{"no such file"};
      return *bytes;
    };
    return audit::verify_log(source, key, since, 1, {});
  }
  bool is_signed(const std::string& text, const audit::VerifierKey& key) {
    return audit::is_signed_by(audit::parse_note(text).value(), key);
  }

  testing::TestFolder folder_;
  std::string path_ = folder_.path() + "/log.key";
};

TEST_F(KeyRotationTest, TheOldKeySignsOverToTheNewAndBothSignTheCheckpointThatHoldsIt) {
  Node running = node();
  const audit::VerifierKey old_key = running.journal.key().verifier();
  const audit::Receipt receipt = append(running, "before");
  running.sequencer.run_once();
  const std::string before = note();
  ASSERT_TRUE(rotate_log_key(*database_, running.journal, local_administrator()).ok());
  EXPECT_FALSE(settle_log_key(*database_, *running.keys));
  EXPECT_EQ(key_in(path_), old_key);  // until the rotation has its place
  append(running, "in the same batch");
  running.sequencer.run_once();
  const audit::VerifierKey new_key = running.journal.key().verifier();
  EXPECT_NE(new_key, old_key);
  EXPECT_TRUE(is_signed(note(), old_key));
  EXPECT_TRUE(is_signed(note(), new_key));
  EXPECT_TRUE(settle_log_key(*database_, *running.keys));
  EXPECT_EQ(key_in(path_), new_key);
  EXPECT_FALSE(std::filesystem::exists(path_ + ".next"));
  append(running, "after");
  running.sequencer.run_once();
  EXPECT_FALSE(is_signed(note(), old_key));
  EXPECT_TRUE(is_signed(note(), new_key));

  for (const audit::VerifierKey& key : {old_key, new_key}) {
    const auto verified = verify(key);
    ASSERT_TRUE(verified.ok()) << verified.reason();
    ASSERT_EQ(verified->keys.keys().size(), 2U);
    EXPECT_EQ(verified->keys.keys()[1].from_size, 2U);
    EXPECT_TRUE(audit::verify_receipt(verified->keys, receipt));
    EXPECT_TRUE(verify(key, before).ok()) << verify(key, before).reason();
  }
  EXPECT_FALSE(verify(audit::SigningKey::generate(name).verifier()).ok());
}

TEST_F(KeyRotationTest, ANodeStartsOverALogThatAPredecessorSignedAndEndsWhatWasBegun) {
  audit::VerifierKey old_key = node().journal.key().verifier();
  {
    Node first = node();
    append(first, "one");
    first.sequencer.run_to_end();
    ASSERT_TRUE(rotate_log_key(*database_, first.journal, local_administrator()).ok());
  }  // it ends here, the rotation waiting
  {
    Node second = node();
    second.sequencer.check_stored_tree();
    EXPECT_FALSE(settle_log_key(*database_, *second.keys));
    EXPECT_EQ(second.sequencer.run_to_end(), 1U);
  }  // and here, with the files as they were
  EXPECT_EQ(key_in(path_), old_key);
  Node third = node();
  EXPECT_TRUE(settle_log_key(*database_, *third.keys));
  EXPECT_NE(key_in(path_), old_key);
  third.sequencer.check_stored_tree();
  append(third, "two");
  EXPECT_EQ(third.sequencer.run_to_end(), 1U);
  EXPECT_TRUE(verify(old_key).ok()) << verify(old_key).reason();
}

TEST_F(KeyRotationTest, TwiceInOneBatchAndManyTimesOver) {
  Node running = node();
  const audit::VerifierKey first = running.journal.key().verifier();
  std::vector<std::string> notes;
  for (int round = 0; round < 4; ++round) {
    append(running, "round");
    running.sequencer.run_once();
    notes.push_back(note());
    ASSERT_TRUE(rotate_log_key(*database_, running.journal, local_administrator()).ok());
    running.sequencer.run_once();
    notes.push_back(note());
    ASSERT_TRUE(settle_log_key(*database_, *running.keys));
  }
  const auto verified = verify(first);
  ASSERT_TRUE(verified.ok()) << verified.reason();
  ASSERT_EQ(verified->keys.keys().size(), 5U);
  for (const audit::ChainKey& key : verified->keys.keys()) {
    for (const std::string& since : notes) {
      EXPECT_TRUE(verify(key.key, since).ok()) << verify(key.key, since).reason();
    }
  }
}

TEST_F(KeyRotationTest, AskingAgainBeforeItHasItsPlaceEntersNothingMore) {
  Node running = node();
  const auto asked = rotate_log_key(*database_, running.journal, local_administrator());
  const auto again = rotate_log_key(*database_, running.journal, local_administrator());
  ASSERT_TRUE(asked.ok() && again.ok());
  EXPECT_EQ(asked->to, again->to);
  EXPECT_EQ(running.sequencer.run_once(), 1U);
}

TEST_F(KeyRotationTest, ANodeWithoutTheNewKeyWaitsAndSaysWhichItLacks) {
  Node running = node();
  const std::string elsewhere = folder_.path() + "/other.key";
  std::filesystem::copy_file(path_, elsewhere);
  chmod(elsewhere.c_str(), 0600);
  Node other{*database_, *LogKeys::open(elsewhere, name)};
  ASSERT_TRUE(rotate_log_key(*database_, running.journal, local_administrator()).ok());
  try {
    other.sequencer.run_once();
    FAIL() << "signed without the key";
  } catch (const LogContradiction& error) {
    FAIL() << error.what();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("bring it to " + elsewhere), std::string::npos)
        << error.what();
  }
  EXPECT_EQ(running.sequencer.run_once(), 1U);
}

TEST_F(KeyRotationTest, OnlyAnAdministratorMayAndOnlyAKeyInAFileCan) {
  Node running = node();
  Caller caller = local_administrator();
  caller.role = Role::approver;
  EXPECT_FALSE(rotate_log_key(*database_, running.journal, caller).ok());
  EXPECT_FALSE(rotate_log_key(*database_, *journal_, local_administrator()).ok());
}

}  // namespace
}  // namespace assize::registry
