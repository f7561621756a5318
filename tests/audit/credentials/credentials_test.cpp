#include <gtest/gtest.h>

#include "audit/credentials/one_time_code.h"
#include "audit/credentials/password_hash.h"
#include "audit/tree/hash.h"

namespace assize::audit {
namespace {

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    constexpr const char* digits = "0123456789abcdef";
    text += digits[static_cast<unsigned char>(c) >> 4U];
    text += digits[static_cast<unsigned char>(c) & 15U];
  }
  return text;
}

TEST(Scrypt, GivesTheKeysOfRfc7914) {
  EXPECT_EQ(hexadecimal(scrypt("", "", {16, 1, 1}, 64)),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  EXPECT_EQ(hexadecimal(scrypt("password", "NaCl", {1024, 8, 16}, 64)),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  EXPECT_EQ(hexadecimal(scrypt("pleaseletmein", "SodiumChloride", {16384, 8, 1}, 64)),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST(PasswordHash, KnowsItsPasswordAndNoOther) {
  const ScryptCosts quick{1024, 8, 1};
  const std::string hash = hash_password("correct horse", quick);
  EXPECT_TRUE(hash.starts_with("scrypt$1024$8$1$")) << hash;
  EXPECT_NE(hash, hash_password("correct horse", quick)) << "each has a salt of its own";
  EXPECT_TRUE(is_password("correct horse", hash));
  for (const char* other : {"correct hors", "correct horse ", "Correct horse", ""}) {
    EXPECT_FALSE(is_password(other, hash)) << other;
  }
  EXPECT_TRUE(is_outdated(hash));
  EXPECT_FALSE(is_outdated(nobodys_password()));
  EXPECT_FALSE(is_password("", nobodys_password()));
}

TEST(PasswordHash, TakesNoTextThatItDidNotWrite) {
  for (const char* text :
       {"", "scrypt", "scrypt$1024$8$1$", "bcrypt$1024$8$1$AAAA$AAAA", "scrypt$1024$8$1$AAAA$AAAA",
        "scrypt$x$8$1$AAAA$AAAA", "scrypt$1024$8$1$AAAA$AAAA$"}) {
    EXPECT_FALSE(is_password("", text)) << text;
  }
}

// RFC 6238 appendix B, whose codes have eight digits.
TEST(OneTimeCode, GivesTheCodesOfRfc6238) {
  const std::string secret = "12345678901234567890";
  const std::pair<std::int64_t, const char*> cases[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : cases) {
    EXPECT_EQ(counter_code(secret, static_cast<std::uint64_t>(seconds / 30), 8), code) << seconds;
  }
}

TEST(OneTimeCode, IsTakenOnceAndNotTooEarlyOrLate) {
  const std::string secret = "12345678901234567890";
  const Instant now = Instant{1111111111} * 1'000'000;
  const std::int64_t step = 1111111111 / 30;
  const auto code = [&](std::int64_t of) {
    return counter_code(secret, static_cast<std::uint64_t>(of));
  };
  EXPECT_EQ(step_of_code(secret, code(step), now, 0), step);
  EXPECT_EQ(step_of_code(secret, code(step - 1), now, 0), step - 1);
  EXPECT_EQ(step_of_code(secret, code(step + 1), now, 0), step + 1);
  EXPECT_EQ(step_of_code(secret, code(step), now, step), std::nullopt) << "taken before";
  EXPECT_EQ(step_of_code(secret, code(step - 1), now, step), std::nullopt);
  EXPECT_EQ(step_of_code(secret, code(step - 2), now, 0), std::nullopt);
  EXPECT_EQ(step_of_code(secret, code(step + 2), now, 0), std::nullopt);
  EXPECT_EQ(step_of_code(secret, "", now, 0), std::nullopt);
}

// RFC 4648 section 10.
TEST(Base32, GivesTheTextsOfRfc4648WithoutPadding) {
  const std::pair<const char*, const char*> cases[] = {{"", ""},
                                                       {"f", "MY"},
                                                       {"fo", "MZXQ"},
                                                       {"foo", "MZXW6"},
                                                       {"foob", "MZXW6YQ"},
                                                       {"fooba", "MZXW6YTB"},
                                                       {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : cases) EXPECT_EQ(base32(bytes), text);
}

}  // namespace
}  // namespace assize::audit
