#include "registry/register/files/ownership_file.h"

#include <gtest/gtest.h>

#include "tests/registry/register/fixtures.h"

namespace assize::registry {
namespace {

TEST(OwnershipFile, ReadsProvidersGroupsAndTheirSchools) {
  const auto file = read_ownership(register_fixture("ownership.csv"));
  ASSERT_TRUE(file) << file.faults()[0].message;
  EXPECT_TRUE(file->reading.refused.empty());
  EXPECT_EQ(file->groups.at("GB-COH-ZZ000900"), "Rise Group");
  EXPECT_EQ(file->providers.at("GB-COH-ZZ000001").group_id, "GB-COH-ZZ000900");
  EXPECT_EQ(file->providers.at("GB-CHC-9000002").group_id, std::nullopt);
  ASSERT_EQ(file->runnings.size(), 3U);
  EXPECT_EQ(file->runnings[0].to, "2025-08-31");
  EXPECT_EQ(file->runnings[2].from, "2015-09-01");
}

TEST(OwnershipFile, RefusesRowsWithTheirReasons) {
  const auto file = read_ownership(register_fixture("ownership_faults.csv"));
  ASSERT_TRUE(file);
  const std::pair<std::uint64_t, std::string_view> expected[] = {
      {2, "provider: \"GB-COH-123\" is not an organisation's identifier"},
      {3, "to (2013-08-31) is before from (2014-09-01)"},
      {5, "provider GB-COH-ZZ000001 has another name or group"},
      {6, "group GB-COH-ZZ000900 is named \"Rise Group\""},
      {7, "group_name is missing"},
      {8, "provider_name is missing"},
      {9, "group: \"group 9\" is not"},
      {10, "from is missing"}};
  ASSERT_EQ(file->reading.refused.size(), std::size(expected));
  for (std::size_t at = 0; at < std::size(expected); ++at) {
    EXPECT_EQ(file->reading.refused[at].line, expected[at].first);
    EXPECT_TRUE(file->reading.refused[at].reason.starts_with(expected[at].second))
        << file->reading.refused[at].reason;
  }
}

}  // namespace
}  // namespace assize::registry
