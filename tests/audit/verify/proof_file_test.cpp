#include "audit/verify/proof_file.h"

#include <gtest/gtest.h>

#include "static_log.h"

namespace assize::audit {
namespace {

class ProofFiles : public testing::Test {
 protected:
  ProofFile file(std::uint64_t index) {
    return {.index = index,
            .proof = inclusion_proof(index, log_.log.size(), log_.log.reader()),
            .checkpoint = log_.files["checkpoint"]};
  }
  Hash leaf(std::uint64_t index) { return leaf_hash(log_.log.entries()[index]); }
  StaticLog log_{700};
};

TEST_F(ProofFiles, AreAHeaderAnIndexHashesAndTheCheckpoint) {
  const Hash hash = leaf_hash("x");
  EXPECT_EQ(proof_file_text({.index = 5, .proof = {hash}, .checkpoint = "note\n"}),
            "c2sp.org/tlog-proof@v1\nindex 5\n" + base64(bytes_of(hash)) + "\n\nnote\n");
  EXPECT_EQ(proof_file_text({.extra = "abc", .index = 0, .proof = {}, .checkpoint = "note\n"}),
            "c2sp.org/tlog-proof@v1\nextra YWJj\nindex 0\n\nnote\n");
}

TEST_F(ProofFiles, AreReadBackWhole) {
  ProofFile written = file(699);
  written.extra = std::string("\0\n\xff", 3);
  const auto read = parse_proof_file(proof_file_text(written));
  ASSERT_TRUE(read.ok()) << read.reason();
  EXPECT_EQ(read->extra, written.extra);
  EXPECT_EQ(read->index, 699U);
  EXPECT_EQ(read->proof, written.proof);
  EXPECT_EQ(read->checkpoint, written.checkpoint);
}

TEST_F(ProofFiles, ShowTheirEntryUnderTheLogsKey) {
  for (const std::uint64_t index : {0U, 255U, 256U, 600U, 699U}) {
    const auto shown =
        verify_proof_file(proof_file_text(file(index)), leaf(index), log_.key.verifier());
    ASSERT_TRUE(shown.ok()) << shown.reason();
    EXPECT_EQ(shown->checkpoint.size, 700U);
  }
}

TEST_F(ProofFiles, ShowNothingForAnotherLeafIndexOrKey) {
  const std::string text = proof_file_text(file(5));
  EXPECT_FALSE(verify_proof_file(text, leaf(6), log_.key.verifier()).ok());
  EXPECT_FALSE(
      verify_proof_file(text, leaf(5), SigningKey::generate(StaticLog::name).verifier()).ok());
  ProofFile moved = file(5);
  moved.index = 4;
  EXPECT_FALSE(verify_proof_file(proof_file_text(moved), leaf(5), log_.key.verifier()).ok());
}

TEST_F(ProofFiles, ShowNothingOnceAnyByteIsChangedOrLost) {
  const std::string text = proof_file_text(file(300));
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] ^= 1;
    EXPECT_FALSE(verify_proof_file(changed, leaf(300), log_.key.verifier()).ok()) << at;
    EXPECT_FALSE(verify_proof_file(text.substr(0, at), leaf(300), log_.key.verifier()).ok()) << at;
  }
}

TEST_F(ProofFiles, OfAnyOtherFormAreRefused) {
  const std::string hash = base64(bytes_of(leaf_hash("x"))) + "\n";
  const std::string start = "c2sp.org/tlog-proof@v1\n";
  std::string many;
  for (int count = 0; count < 65; ++count) many += hash;
  const std::string cases[] = {
      "",
      start,
      start + "index 1\n",
      start + "index 1\n" + hash,
      start + "index 01\n\nnote\n",
      start + "index -1\n\nnote\n",
      start + "index \n\nnote\n",
      start + "extra !\nindex 1\n\nnote\n",
      start + "extra YQ==\n\nnote\n",
      start + "index 1\nextra YQ==\n\nnote\n",
      start + "index 1\nAAAA\n\nnote\n",
      start + "index 1\n" + many + "\nnote\n",
      "c2sp.org/tlog-proof@v2\nindex 1\n\nnote\n",
  };
  for (const std::string& text : cases) EXPECT_FALSE(parse_proof_file(text).ok()) << text;
  EXPECT_THROW(proof_file_text({.index = 0, .proof = std::vector<Hash>(65), .checkpoint = ""}),
               std::length_error);
}

}  // namespace
}  // namespace assize::audit
