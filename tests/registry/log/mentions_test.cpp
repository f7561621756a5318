// What an entry's public part names, and so in whose history it is found.
#include "registry/log/mentions.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

using Found = std::set<std::string>;

struct Case {
  const char* public_part;
  Found found;
};

const Case cases[] = {
    {R"({})", {}},
    {R"({"urn":"900001"})", {"school/900001"}},
    {R"({"urns":["900001","900002"]})", {"school/900001", "school/900002"}},
    {R"({"published":{"lines":2,"urns":["900003"]}})", {"school/900003"}},
    {R"({"places":[{"need":"ASD","urn":"900001"},{"need":"MLD","urn":"900002"}]})",
     {"school/900001", "school/900002"}},
    {R"({"framework":"fw-1","lot":"a","on":"2026-05-01","urn":"900001"})",
     {"school/900001", "framework/fw-1", "lot/fw-1/a"}},
    {R"({"edition":1,"framework":"fw-1"})", {"framework/fw-1"}},
    {R"({"urn":900001,"urns":"90000x"})", {}},
    {R"({"filed":"900001","rows":900001})", {}},
    {R"({"filing":"01J8ZQ4N6S7T8V9WXYZABCDEFG"})", {"filing/01J8ZQ4N6S7T8V9WXYZABCDEFG"}},
    {R"({"filing":"elsewhere"})", {}},
};

TEST(MentionsIn, FindsWhatIsNamedAtAnyDepth) {
  for (const Case& each : cases) {
    const auto part = audit::parse_canonical(each.public_part);
    ASSERT_TRUE(part) << each.public_part << ": " << part.reason();
    EXPECT_EQ(mentions_in(*part), each.found) << each.public_part;
  }
}

TEST(MentionsIn, NothingLongerThanASubjectMayBe) {
  const audit::CanonicalValue part =
      audit::CanonicalValue::Object{{"framework", std::string(80, 'f')}};
  EXPECT_TRUE(mentions_in(part).empty());
}

}  // namespace
}  // namespace assize::registry
