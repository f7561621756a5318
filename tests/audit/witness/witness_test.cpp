// What a witness answers, status by status, and that it never contradicts itself.
#include "audit/witness/witness.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "../verify/static_log.h"
#include "audit/note/key_name.h"
#include "audit/witness/add_checkpoint.h"

namespace assize::audit {
namespace {

constexpr PosixSeconds now = 1'795'293'843;

class WitnessTest : public testing::Test {
 protected:
  std::string request(std::uint64_t from, const Hash* other_root = nullptr) const {
    Checkpoint checkpoint{StaticLog::name, log_.log.size(), log_.log.root()};
    if (other_root != nullptr) checkpoint.root = *other_root;
    return add_checkpoint_text({from, consistency_proof(from, log_.log.size(), log_.log.reader()),
                                sign_checkpoint(checkpoint, log_.key)});
  }
  WitnessAnswer ask(const std::string& text) {
    WitnessAnswer answer = answer_add_checkpoint(text, state_, witness_, now);
    if (answer.state) state_ = *answer.state;
    EXPECT_EQ(answer.state.has_value(), answer.status == 200);
    return answer;
  }

  StaticLog log_{300};
  SigningKey witness_ = SigningKey::generate("witness.example/w1");
  WitnessState state_ = new_witness_state(log_.key.verifier());
};

TEST_F(WitnessTest, CosignsWhatExtendsAllThatItHasSeen) {
  for (const std::uint64_t growth : {0U, 1U, 700U, 0U}) {
    log_.grow_to(log_.log.size() + growth);
    const std::string text = request(state_.checkpoint.size);
    const WitnessAnswer answer = ask(text);
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(state_.checkpoint.size, log_.log.size());
    const auto note = parse_note(parse_add_checkpoint(text)->note + answer.body);
    ASSERT_TRUE(note.ok()) << note.reason();
    const auto at = cosigned_at(*note, WitnessKey::of(witness_));
    ASSERT_TRUE(at.ok()) << at.reason();
    EXPECT_EQ(*at, now);
    EXPECT_TRUE(is_signed_by(*note, log_.key.verifier()));
  }
}

TEST_F(WitnessTest, AnswersAsTheStandardSays) {
  ASSERT_EQ(ask(request(0)).status, 200);
  log_.grow_to(400);
  const std::string good = request(300);
  const Hash other = leaf_hash("another history");
  StaticLog stranger(5);
  const SigningKey other_log = SigningKey::generate("other.example/log");
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  const std::string empty_line = "\n\n";
  const struct {
    const char* what;
    std::string text;
    int status;
    const char* body;
  } cases[] = {
      {"no body", "", 400, nullptr},
      {"no old size", changed("old 300\n", ""), 400, nullptr},
      {"a leading zero", changed("old 300", "old 0300"), 400, nullptr},
      {"a sign", changed("old 300", "old +300"), 400, nullptr},
      {"old above new", changed("old 300", "old 401"), 400, nullptr},
      {"64 hashes",
       changed(
           "old 300\n", "old 300\n" +
                            [] {
                              std::string lines;
                              for (int i = 0; i < 64; ++i)
                                lines += base64(bytes_of(empty_root())) + "\n";
                              return lines;
                            }()),
       400, nullptr},
      {"a hash of 31 bytes",
       changed("old 300\n", "old 300\n" + base64(std::string(31, 'a')) + "\n"), 400, nullptr},
      {"no empty line", good.substr(0, good.find(empty_line)) + "\n", 400, nullptr},
      {"no signature", good.substr(0, good.rfind(empty_line) + 1), 400, nullptr},
      {"another log",
       add_checkpoint_text({0, {}, sign_checkpoint({"other.example/log", 5, other}, other_log)}),
       404, nullptr},
      {"another key",
       add_checkpoint_text({300, {}, sign_checkpoint({StaticLog::name, 400, other}, stranger.key)}),
       403, nullptr},
      {"too small an old size", request(299), 409, "300\n"},
      {"an old size of 0", request(0), 409, "300\n"},
      {"another root for the size seen",
       add_checkpoint_text({300, {}, sign_checkpoint({StaticLog::name, 300, other}, log_.key)}),
       409, "300\n"},
      {"no proof", add_checkpoint_text({300, {}, log_.files["checkpoint"]}), 422, nullptr},
      {"another root", request(300, &other), 422, nullptr},
      {"a hash too many", changed("old 300\n", "old 300\n" + base64(bytes_of(other)) + "\n"), 422,
       nullptr},
  };
  for (const auto& one : cases) {
    const WitnessAnswer answer = ask(one.text);
    EXPECT_EQ(answer.status, one.status) << one.what << ": " << answer.body;
    if (one.body != nullptr) {
      EXPECT_EQ(answer.body, one.body) << one.what;
    }
  }
  EXPECT_EQ(state_.checkpoint.size, 300U);
  EXPECT_EQ(ask(good).status, 200);
}

TEST_F(WitnessTest, TakesNoProofFromTheEmptyLog) {
  const std::string with_proof = add_checkpoint_text({0, {empty_root()}, log_.files["checkpoint"]});
  EXPECT_EQ(ask(with_proof).status, 422);
}

TEST_F(WitnessTest, IgnoresKeysThatItDoesNotKnowAndTakesAnyThatItDoes) {
  const SigningKey next = SigningKey::generate(StaticLog::name);
  const Checkpoint checkpoint{StaticLog::name, 300, log_.log.root()};
  const std::string both = sign_checkpoint(checkpoint, {log_.key, next});
  const std::string next_alone = sign_checkpoint(checkpoint, next);
  EXPECT_EQ(ask(add_checkpoint_text({0, {}, both})).status, 200);
  EXPECT_EQ(ask(add_checkpoint_text({300, {}, next_alone})).status, 403);
  state_.keys.push_back(next.verifier());
  EXPECT_EQ(ask(add_checkpoint_text({300, {}, next_alone})).status, 200);
}

TEST_F(WitnessTest, NeverSignsWithAnEarlierTimeThanBefore) {
  ASSERT_EQ(ask(request(0)).status, 200);
  const WitnessAnswer answer = answer_add_checkpoint(request(300), state_, witness_, now - 3600);
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.state->cosigned_at, now);
}

TEST_F(WitnessTest, ItsStateIsReadBackAndNoOther) {
  EXPECT_EQ(witness_state_text(*parse_witness_state(witness_state_text(state_))),
            witness_state_text(state_));
  ASSERT_EQ(ask(request(0)).status, 200);
  const std::string text = witness_state_text(state_);
  const auto read = parse_witness_state(text);
  ASSERT_TRUE(read.ok()) << read.reason();
  EXPECT_EQ(witness_state_text(*read), text);
  EXPECT_EQ(read->checkpoint.root, log_.log.root());
  for (std::size_t at = 0; at < text.size(); ++at) {
    EXPECT_FALSE(parse_witness_state(text.substr(0, at)).ok() && at > text.find("\n\n") + 2) << at;
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto other = parse_witness_state(changed);
    if (!other) continue;
    // Nothing but the time can be another one without being noticed.
    EXPECT_EQ(other->checkpoint.size, 300U) << at;
    EXPECT_EQ(other->checkpoint.root, log_.log.root()) << at;
  }
}

// Whatever is asked in whatever order: of all that was cosigned, no two checkpoints have one size
// and different roots, and none is smaller than one before it.
TEST_F(WitnessTest, NeverContradictsItself) {
  StaticLog one(1);
  StaticLog fork(1);
  fork.key = one.key;
  EXPECT_TRUE(rc::check([&] {
    StaticLog logs[2] = {one, fork};
    WitnessState state = new_witness_state(one.key.verifier());
    std::map<std::uint64_t, Hash> cosigned;
    for (int step = 0; step < 12; ++step) {
      StaticLog& log = logs[*rc::gen::inRange(0, 2)];
      const auto growth = *rc::gen::inRange<std::uint64_t>(0, 4);
      if (&log == &logs[1] && log.log.size() == 1) log.log.add({"the fork"});
      log.grow_to(log.log.size() + growth);
      const auto from = *rc::gen::inRange<std::uint64_t>(0, log.log.size() + 1);
      const std::uint64_t old =
          *rc::gen::arbitrary<bool>() ? std::min(state.checkpoint.size, log.log.size()) : from;
      const WitnessAnswer answer = answer_add_checkpoint(
          add_checkpoint_text({old, consistency_proof(old, log.log.size(), log.log.reader()),
                               log.files["checkpoint"]}),
          state, witness_, now);
      if (!answer.state) continue;
      RC_ASSERT(answer.state->checkpoint.size >= state.checkpoint.size);
      const auto [known, is_new] =
          cosigned.emplace(answer.state->checkpoint.size, answer.state->checkpoint.root);
      RC_ASSERT(is_new || known->second == answer.state->checkpoint.root);
      state = *answer.state;
    }
  }));
}

TEST(WitnessKeys, AreOfTheirOwnTypeAndReadBack) {
  const SigningKey key = SigningKey::generate("witness.example/w1");
  const WitnessKey witness = WitnessKey::of(key);
  const auto read = WitnessKey::parse(witness.text());
  ASSERT_TRUE(read.ok()) << read.reason();
  EXPECT_EQ(read->text(), witness.text());
  EXPECT_NE(witness.key_id(), key.verifier().key_id());
  EXPECT_FALSE(WitnessKey::parse(key.verifier().text()).ok());
  EXPECT_FALSE(VerifierKey::parse(witness.text()).ok());
  std::string changed = witness.text();
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  EXPECT_FALSE(WitnessKey::parse(changed).ok());
}

TEST(Cosignatures, AreOverTheCheckpointAndTheTime) {
  const SigningKey key = SigningKey::generate("witness.example/w1");
  const std::string text = checkpoint_text({"log.example", 7, empty_root()});
  const NoteSignature line = cosign(text, key, now);
  EXPECT_EQ(line.bytes.size(), 72U);
  // By hand, as the standard writes the message.
  const std::string message = "cosignature/v1\ntime 1795293843\n" + text;
  EXPECT_TRUE(key.verifier().verify(message, line.bytes.substr(8)));
  const WitnessKey witness = WitnessKey::of(key);
  EXPECT_EQ(witness.verify(text, line.bytes), std::optional<PosixSeconds>(now));
  for (std::size_t at = 0; at < line.bytes.size(); ++at) {
    std::string changed = line.bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x80);
    EXPECT_FALSE(witness.verify(text, changed)) << at;
  }
  EXPECT_FALSE(witness.verify(text + "more\n", line.bytes));
}

}  // namespace
}  // namespace assize::audit
