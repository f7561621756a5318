#include "registry/filings/london_date.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

audit::Instant at(const char* text) { return audit::parse_instant(text).value(); }

TEST(LondonDate, FollowsTheClocks) {
  struct Case {
    const char* utc;
    const char* day;
    const char* next_midnight;
  };
  for (const Case& each : {
           Case{"2026-01-15T12:00:00.000000Z", "2026-01-15", "2026-01-16T00:00:00.000000Z"},
           Case{"2026-01-15T23:59:59.999999Z", "2026-01-15", "2026-01-16T00:00:00.000000Z"},
           Case{"2026-03-28T23:30:00.000000Z", "2026-03-28", "2026-03-29T00:00:00.000000Z"},
           Case{"2026-03-29T00:59:59.999999Z", "2026-03-29", "2026-03-29T23:00:00.000000Z"},
           Case{"2026-03-29T01:00:00.000000Z", "2026-03-29", "2026-03-29T23:00:00.000000Z"},
           Case{"2026-03-29T23:00:00.000000Z", "2026-03-30", "2026-03-30T23:00:00.000000Z"},
           Case{"2026-07-01T22:59:59.999999Z", "2026-07-01", "2026-07-01T23:00:00.000000Z"},
           Case{"2026-07-01T23:00:00.000000Z", "2026-07-02", "2026-07-02T23:00:00.000000Z"},
           Case{"2026-10-24T23:30:00.000000Z", "2026-10-25", "2026-10-26T00:00:00.000000Z"},
           Case{"2026-10-25T00:59:59.999999Z", "2026-10-25", "2026-10-26T00:00:00.000000Z"},
           Case{"2026-10-25T01:00:00.000000Z", "2026-10-25", "2026-10-26T00:00:00.000000Z"},
           Case{"2026-10-25T23:30:00.000000Z", "2026-10-25", "2026-10-26T00:00:00.000000Z"},
           Case{"2028-02-28T23:30:00.000000Z", "2028-02-28", "2028-02-29T00:00:00.000000Z"},
       }) {
    EXPECT_EQ(london_date(at(each.utc)).text(), each.day) << each.utc;
    EXPECT_EQ(next_london_midnight(at(each.utc)), at(each.next_midnight)) << each.utc;
  }
}

TEST(LondonDate, ChangesExactlyAtTheMidnightThatItNames) {
  const audit::Instant hour = 3'600'000'000;
  for (audit::Instant now = at("2026-01-01T00:00:00.000000Z");
       now < at("2028-01-01T00:00:00.000000Z"); now += 7 * hour) {
    const audit::Instant midnight = next_london_midnight(now);
    EXPECT_EQ(london_date(midnight - 1), london_date(now));
    EXPECT_EQ(london_date(midnight), london_date(now).plus_days(1));
  }
}

}  // namespace
}  // namespace assize::registry
