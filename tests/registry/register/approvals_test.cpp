#include "registry/register/approvals.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

pricing::Date day(std::string_view text) { return pricing::Date::parse(text).value(); }

std::string since(const std::vector<ApprovalEvent>& events, std::string_view on) {
  const auto first = approved_since(events, day(on));
  return first ? first->text() : "not approved";
}

TEST(ApprovedSince, FollowsTheEventsInTheOrderOfTheirDays) {
  const std::vector<ApprovalEvent> events{
      {true, day("2023-08-01")}, {false, day("2022-03-01")}, {true, day("2014-09-01")}};
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"2014-08-31", "not approved"}, {"2014-09-01", "2014-09-01"},   {"2022-02-28", "2014-09-01"},
      {"2022-03-01", "not approved"}, {"2023-07-31", "not approved"}, {"2023-08-01", "2023-08-01"},
      {"2026-01-01", "2023-08-01"}};
  for (const auto& [on, expected] : cases) EXPECT_EQ(since(events, on), expected) << on;
}

TEST(ApprovedSince, TakesTheGrantLastOfTwoOnOneDay) {
  const std::vector<ApprovalEvent> events{{true, day("2017-11-01")}, {false, day("2017-11-01")}};
  EXPECT_EQ(since(events, "2017-11-01"), "2017-11-01");
  EXPECT_EQ(since(events, "2017-10-31"), "not approved");
}

TEST(ApprovedSince, IsNotKnownBeforeTheFirstEvent) {
  EXPECT_EQ(since({{false, day("2022-03-01")}}, "2020-01-01"), "not approved");
  EXPECT_EQ(since({}, "2020-01-01"), "not approved");
}

}  // namespace
}  // namespace assize::registry
