#include "audit/tree/hash.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <thread>
#include <vector>

namespace assize::audit {
namespace {

// FIPS 180-2's examples and the empty tree of RFC 6962 section 2.1.
TEST(Hash, IsSha256) {
  EXPECT_EQ(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, MarksLeavesAndNodesApart) {
  EXPECT_EQ(hex(leaf_hash("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const Hash left = sha256("left");
  const Hash right = sha256("right");
  EXPECT_EQ(node_hash(left, right),
            sha256("\1" + std::string(bytes_of(left)) + std::string(bytes_of(right))));
  for (const std::size_t size : {1U, 54U, 55U, 56U, 63U, 64U, 65U, 1022U, 1023U, 1024U, 65'535U}) {
    const std::string entry(size, 'e');
    EXPECT_EQ(leaf_hash(entry), sha256(std::string(1, '\0') + entry)) << size;
  }
}

TEST(Hash, IsTheSameOnEveryThread) {
  const Hash expected = leaf_hash("entry");
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> threads;
    for (int& count : wrong) {
      threads.emplace_back([&count, &expected] {
        for (int round = 0; round < 1000; ++round) count += leaf_hash("entry") == expected ? 0 : 1;
      });
    }
  }
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Hexadecimal, IsReadInLowerCaseAndWholeAlone) {
  const Hash hash = sha256("x");
  EXPECT_EQ(hash_from_hex(hex(hash)).value(), hash);
  const std::string text = hex(hash);
  EXPECT_FALSE(hash_from_hex("").ok());
  EXPECT_FALSE(hash_from_hex(text.substr(1)).ok());
  EXPECT_FALSE(hash_from_hex(text + "0").ok());
  EXPECT_FALSE(hash_from_hex("A" + text.substr(1)).ok());
  EXPECT_FALSE(hash_from_hex("g" + text.substr(1)).ok());
}

// RFC 4648 section 10.
TEST(Base64, IsThatOfTheRfc) {
  const std::pair<const char*, const char*> cases[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(from_base64(text).value(), bytes);
  }
}

TEST(Base64, HasOneTextForEachValue) {
  const char* const cases[] = {"Z",    "Zg",     "Zg=",  "Zh==", "Zm9=",  "Zg==Zg==", "=",   "====",
                               "Z===", "Zm9v\n", "Zm 9", "Zm-_", "Zm9v=", "=Zm9",     "Z=g="};
  for (const char* const text : cases) EXPECT_FALSE(from_base64(text).ok()) << text;
}

RC_GTEST_PROP(Base64, GivesBackTheBytesThatWereWritten, (const std::string& bytes)) {
  RC_ASSERT(from_base64(base64(bytes)).value() == bytes);
}

TEST(RandomBytes, AreAsManyAsAskedForAndDifferent) {
  EXPECT_EQ(random_bytes(0), "");
  EXPECT_EQ(random_bytes(16).size(), 16U);
  EXPECT_NE(random_bytes(16), random_bytes(16));
}

}  // namespace
}  // namespace assize::audit
