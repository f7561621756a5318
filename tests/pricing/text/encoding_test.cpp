#include "pricing/text/encoding.h"

#include <gtest/gtest.h>

namespace assize::pricing {
namespace {

TEST(Encoding, TellsUtf8FromWhatIsNot) {
  for (const char* good : {"", "plain", "£", "€", "\xF0\x9F\x8F\xAB", "\xED\x9F\xBF"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const char* bad :
       {"\x80", "\xC2", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "a\xFF",
        "\xA3"
        "5"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad;
    for (std::size_t before = 1; before < 20; ++before) {
      EXPECT_FALSE(is_utf8(std::string(before, 'x') + bad + "plain text after it")) << bad;
    }
  }
}

TEST(Encoding, KnowsASequenceCutShort) {
  EXPECT_EQ(cut_short("abc"), 0u);
  EXPECT_EQ(cut_short("£"), 0u);
  EXPECT_EQ(cut_short("a\xC2"), 1u);
  EXPECT_EQ(cut_short("a\xE2\x82"), 2u);
  EXPECT_EQ(cut_short("a\xF0\x9F\x8F"), 3u);
  EXPECT_EQ(cut_short("\x80\x80\x80\x80"), 0u);
}

TEST(Encoding, KnowsHowFarWholeSequencesReach) {
  EXPECT_EQ(utf8_length("ab", 0), 0u);
  EXPECT_EQ(utf8_length("a£b", 2), 3u);
  EXPECT_EQ(utf8_length("a£b", 3), 3u);
  EXPECT_EQ(utf8_length("a\xC2", 1), 1u);
  EXPECT_EQ(utf8_length("a\xC2", 2), std::nullopt);
}

TEST(Encoding, QuotesAValueShortlyAndOnOneLine) {
  EXPECT_EQ(excerpt("a\nb"), "a b");
  EXPECT_EQ(excerpt("££££", 3), "£££…");
  EXPECT_EQ(excerpt("£££", 3), "£££");
}

}  // namespace
}  // namespace assize::pricing
