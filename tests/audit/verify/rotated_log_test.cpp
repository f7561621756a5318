// A log whose key was rotated: which keys lead to which, and which do not.
#include <gtest/gtest.h>

#include "audit/entry/key_rotation.h"
#include "audit/verify/proof_file.h"
#include "static_log.h"

namespace assize::audit {
namespace {

class RotatedLog : public testing::Test {
 protected:
  static std::string entry(const CanonicalValue& value) {
    Entry made;
    made.action = rotation_action;
    made.actor = "acc_test";
    made.at = 1'774'948'502'123'456;
    made.subject = rotation_subject;
    made.public_part = value;
    return entry_text(made);
  }
  void rotate(const SigningKey& from, const SigningKey& to) {
    log_.log.add({entry(rotation_value(rotate_key(from, to)))});
  }
  void grow(std::uint64_t count) { log_.log.add(sample_entries(log_.log.size(), count)); }
  std::string sign(const std::vector<SigningKey>& keys) {
    log_.files = log_.log.files();
    log_.files["checkpoint"] =
        sign_checkpoint({StaticLog::name, log_.log.size(), log_.log.root()}, keys);
    return log_.files["checkpoint"];
  }
  Checked<LogVerification> verify(const SigningKey& key,
                                  std::optional<std::string_view> since = std::nullopt) {
    return verify_log(log_.source(), key.verifier(), since, 2, {});
  }

  StaticLog log_{300};
  SigningKey first_ = log_.key;
  SigningKey second_ = SigningKey::generate(StaticLog::name);
  SigningKey third_ = SigningKey::generate(StaticLog::name);
};

TEST_F(RotatedLog, VerifiesFromAnyKeyOfTheChainAndSinceAnyCheckpoint) {
  std::vector<std::string> notes{sign({first_})};
  rotate(first_, second_);
  notes.push_back(sign({first_, second_}));
  grow(500);
  notes.push_back(sign({second_}));
  rotate(second_, third_);
  grow(20);
  notes.push_back(sign({second_, third_}));
  grow(1);
  sign({third_});
  for (const SigningKey& key : {first_, second_, third_}) {
    for (const std::string& since : notes) {
      const auto verified = verify(key, since);
      EXPECT_TRUE(verified.ok()) << verified.reason();
    }
    EXPECT_EQ(verify(key)->keys.keys().size(), 3U);
  }
  const KeyChain chain = verify(first_)->keys;
  EXPECT_EQ(chain.key_at(300), first_.verifier());
  EXPECT_EQ(chain.key_at(301), second_.verifier());
  EXPECT_EQ(chain.key_at(801), second_.verifier());
  EXPECT_EQ(chain.key_at(802), third_.verifier());
}

TEST_F(RotatedLog, IsRefusedUnlessTheKeyOfItsTimeSigned) {
  rotate(first_, second_);
  sign({first_});  // as one would who stole the old key after it was replaced
  for (const SigningKey& key : {first_, second_}) {
    const auto verified = verify(key);
    ASSERT_FALSE(verified.ok());
    EXPECT_NE(verified.reason().find("in force since entry 300"), std::string::npos)
        << verified.reason();
  }
  sign({second_});
  EXPECT_FALSE(verify(third_).ok());
  EXPECT_TRUE(verify(first_).ok());
  // An earlier checkpoint of a size at which that key was not in force yet.
  const std::string too_early =
      sign_checkpoint({StaticLog::name, 300, StaticLog(300).log.root()}, second_);
  EXPECT_FALSE(verify(first_, too_early).ok());
}

TEST_F(RotatedLog, NamesTheEntryThatRotatesWithoutTheRightTo) {
  const KeyRotation good = rotate_key(first_, second_);
  KeyRotation stolen = rotate_key(third_, second_);
  stolen.from = first_.verifier();
  KeyRotation unclaimed = good;
  unclaimed.countersignature = good.signature;
  const CanonicalValue cases[] = {rotation_value(stolen), rotation_value(unclaimed),
                                  rotation_value(rotate_key(third_, second_)),
                                  CanonicalValue::Object{}};
  for (const CanonicalValue& value : cases) {
    log_ = StaticLog(300);
    first_ = log_.key;
    log_.log.add({entry(value)});
    sign({first_, second_});
    const auto verified = verify(first_);
    ASSERT_FALSE(verified.ok());
    EXPECT_TRUE(verified.reason().find("entry 300") != std::string::npos ||
                verified.reason().find("is not one that this log has had") != std::string::npos)
        << verified.reason();
  }
}

TEST_F(RotatedLog, ALoopOfKeysIsRefused) {
  rotate(first_, second_);
  rotate(second_, first_);
  sign({first_, second_});
  EXPECT_FALSE(verify(first_).ok());
}

TEST_F(RotatedLog, AProofAndAReceiptOfBeforeHoldOfflineFromEitherKey) {
  const Receipt receipt = sign_receipt(first_, leaf_hash(log_.log.entries()[7]), 1'000'000);
  rotate(first_, second_);
  grow(30);
  ProofFile file;
  file.extra = rotations_text({rotate_key(first_, second_)});
  file.index = 7;
  file.proof = inclusion_proof(7, log_.log.size(), log_.log.reader());
  file.checkpoint = sign({second_});
  for (const SigningKey& key : {first_, second_}) {
    const auto proven = verify_proof_file(proof_file_text(file), receipt.leaf, key.verifier());
    ASSERT_TRUE(proven.ok()) << proven.reason();
    EXPECT_TRUE(verify_receipt(proven->keys, receipt));
  }
  EXPECT_FALSE(verify_proof_file(proof_file_text(file), receipt.leaf, third_.verifier()).ok());
  file.extra.reset();
  EXPECT_FALSE(verify_proof_file(proof_file_text(file), receipt.leaf, first_.verifier()).ok());
}

}  // namespace
}  // namespace assize::audit
