#include "registry/register/files/links_file.h"

#include <gtest/gtest.h>

#include "tests/registry/register/fixtures.h"

namespace assize::registry {
namespace {

TEST(LinksFile, ReadsLinksAndRefusesBadRows) {
  const auto file = read_links(register_fixture("links.csv"));
  ASSERT_TRUE(file) << file.faults()[0].message;
  ASSERT_EQ(file->links.size(), 3U);
  EXPECT_EQ(file->links[0].link_name, "Brambl\xC3\xA9 House");
  EXPECT_EQ(file->links[0].established_on, "2022-01-01");
  EXPECT_EQ(file->links[1].established_on, std::nullopt);
  ASSERT_EQ(file->reading.refused.size(), 2U);
  EXPECT_EQ(file->reading.refused[0].line, 6U);
  EXPECT_TRUE(file->reading.refused[0].reason.starts_with("LinkURN: the URN is missing"));
  EXPECT_TRUE(file->reading.refused[1].reason.starts_with("LinkType is missing"));
  EXPECT_EQ(file->reading.notes.at(0), "read as Windows-1252");
  EXPECT_EQ(file->reading.notes.at(1), "1 link is in the file twice and was taken once");
}

TEST(LinksFile, ReadsTheRealFile) {
  const auto bytes = shared_file("data/gias/school-links-2022-07-31.csv");
  if (!bytes) GTEST_SKIP() << "the real files by others are not beside the checkout";
  const auto file = read_links(*bytes);
  ASSERT_TRUE(file) << file.faults()[0].message;
  EXPECT_EQ(file->reading.rows, 30'653U);
  EXPECT_EQ(file->links.size(), 30'653U);
  EXPECT_TRUE(file->reading.refused.empty());
}

}  // namespace
}  // namespace assize::registry
