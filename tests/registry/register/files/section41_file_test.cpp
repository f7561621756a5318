#include "registry/register/files/section41_file.h"

#include <gtest/gtest.h>

#include "tests/registry/register/fixtures.h"

namespace assize::registry {
namespace {

TEST(Section41File, ReadsEventsWithTheirQuirks) {
  const auto file = read_section41(register_fixture("section41.csv"));
  ASSERT_TRUE(file) << file.faults()[0].message;
  std::string seen;
  for (const Section41Event& event : file->events) seen += event.identity() + "\n";
  EXPECT_EQ(seen,
            "2023-08-01 granted 900001\n"
            "2022-03-01 revoked 900001\n"
            "2017-11-01 granted 900004\n"
            "2017-11-01 revoked 900004\n"
            "2014-09-01 granted 900005\n"
            "2024-12-01 revoked 886/7912/Marsh Resource 2000 Limited\n"
            "2021-03-01 revoked //Learning Net\n"
            "2020-09-01 revoked 900006\n"
            "2014-09-01 granted 900006\n");
  EXPECT_EQ(file->reading.rows, 13U);
  EXPECT_EQ(file->reading.notes.at(0), "1 event is in the file twice and was taken once");
}

TEST(Section41File, RefusesRowsWithTheirReasons) {
  const auto file = read_section41(register_fixture("section41.csv"));
  ASSERT_TRUE(file);
  const std::pair<std::uint64_t, std::string_view> expected[] = {
      {11, "there is neither a day of granting nor one of revoking"},
      {12, "\"9000\" is not a URN"},
      {13, "s41_granted: there is no day 31/09/2014"},
      {14, "the name is missing"}};
  ASSERT_EQ(file->reading.refused.size(), std::size(expected));
  for (std::size_t at = 0; at < std::size(expected); ++at) {
    EXPECT_EQ(file->reading.refused[at].line, expected[at].first);
    EXPECT_TRUE(file->reading.refused[at].reason.starts_with(expected[at].second))
        << file->reading.refused[at].reason;
  }
}

TEST(Section41File, ReadsTheRealList) {
  const auto bytes = shared_file("data/section41/schools_with_s41.csv");
  if (!bytes) GTEST_SKIP() << "the real files by others are not beside the checkout";
  const auto file = read_section41(*bytes);
  ASSERT_TRUE(file) << file.faults()[0].message;
  EXPECT_EQ(file->reading.rows, 413U);
  EXPECT_TRUE(file->reading.refused.empty());
  EXPECT_TRUE(file->reading.notes.empty());
  std::size_t granted = 0;
  std::size_t unnumbered = 0;
  for (const Section41Event& event : file->events) {
    granted += event.granted ? 1U : 0U;
    unnumbered += event.urn ? 0U : 1U;
  }
  EXPECT_EQ(file->events.size(), 413U);
  EXPECT_EQ(granted, 227U);
  EXPECT_EQ(unnumbered, 21U);
}

}  // namespace
}  // namespace assize::registry
