#include "registry/filings/filing_id.h"

#include <gtest/gtest.h>

#include <set>

namespace assize::registry {
namespace {

TEST(FilingId, IsTwentySixCharactersOfCrockfordsBase32) {
  const std::string id = new_filing_id(1'774'948'502'123'456);
  EXPECT_EQ(id.size(), 26U);
  EXPECT_TRUE(is_filing_id(id)) << id;
}

// The example of the ULID specification: 1469918176385 ms is 01ARYZ6S41.
TEST(FilingId, BeginsWithTheMillisecond) {
  EXPECT_EQ(new_filing_id(1'469'918'176'385'000).substr(0, 10), "01ARYZ6S41");
  EXPECT_EQ(new_filing_id(1'469'918'176'385'999).substr(0, 10), "01ARYZ6S41");
  EXPECT_EQ(new_filing_id(0).substr(0, 10), "0000000000");
}

TEST(FilingId, SortsByTime) {
  audit::Instant now = 1'774'948'502'123'456;
  std::string before = new_filing_id(now);
  for (int count = 0; count < 1000; ++count) {
    now += 1000;
    const std::string id = new_filing_id(now);
    EXPECT_LT(before, id);
    before = id;
  }
}

TEST(FilingId, IsNeverTheSameTwice) {
  std::set<std::string> seen;
  for (int count = 0; count < 1000; ++count) seen.insert(new_filing_id(1'774'948'502'123'456));
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(FilingId, RefusesOtherText) {
  for (const char* text : {"", "01ARYZ6S41", "81ARYZ6S41TSV4RRFFQ69G5FAV",
                           "01ARYZ6S41TSV4RRFFQ69G5FAI", "01aryz6s41tsv4rrffq69g5fav",
                           "01ARYZ6S41TSV4RRFFQ69G5FAVV", "01ARYZ6S41TSV4RRFFQ69G5F'V"}) {
    EXPECT_FALSE(is_filing_id(text)) << text;
  }
  EXPECT_TRUE(is_filing_id("01ARYZ6S41TSV4RRFFQ69G5FAV"));
}

}  // namespace
}  // namespace assize::registry
