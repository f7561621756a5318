#include "registry/register/history/value_over_time.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

namespace assize::registry {
namespace {

using pricing::Date;

Date day(int number) { return Date::from_days(20'000 + number); }

TEST(ValueOverTime, KeepsWhatWasUntilTheDayOfChange) {
  ValueOverTime value("40");
  value.set(day(10), std::nullopt, "60");
  EXPECT_EQ(value.on(day(9)), "40");
  EXPECT_EQ(value.on(day(10)), "60");
  EXPECT_EQ(value.latest(), "60");
  EXPECT_EQ(value.latest_from(), day(10));
}

TEST(ValueOverTime, PutsRightDaysGoneByAlone) {
  ValueOverTime value("60", {{day(10), "40"}});
  value.set(day(3), day(5), "50");
  for (const auto& [on, expected] :
       {std::pair{2, "40"}, {3, "50"}, {4, "50"}, {5, "40"}, {9, "40"}, {10, "60"}}) {
    EXPECT_EQ(value.on(day(on)), expected) << on;
  }
}

TEST(ValueOverTime, HasNoBoundaryBetweenEqualValues) {
  ValueOverTime value("60", {{day(10), "40"}});
  value.set(std::nullopt, day(10), "60");
  EXPECT_TRUE(value.earlier().empty());
  value.set(day(3), day(3), "1");
  EXPECT_EQ(value.on(day(3)), "60") << "no day, no change";
}

TEST(ValueOverTime, IsAnArrayOfDays) {
  static constexpr int days = 30;
  EXPECT_TRUE(rc::check([] {
    std::array<ValueOverTime::Text, days> model;
    model.fill("0");
    ValueOverTime value("0");
    const int steps = *rc::gen::inRange(1, 12);
    for (int step = 0; step < steps; ++step) {
      const int from = *rc::gen::inRange(-1, days);
      const int until = *rc::gen::inRange(-1, days + 1);
      ValueOverTime::Text text = std::to_string(*rc::gen::inRange(0, 3));
      if (*rc::gen::inRange(0, 5) == 0) text.reset();
      // -1: from ever since, or for good.
      value.set(from < 0 ? std::nullopt : std::optional(day(from)),
                until < 0 ? std::nullopt : std::optional(day(until)), text);
      for (int at = std::max(from, 0); at < (until < 0 ? days : std::min(until, days)); ++at) {
        model.at(static_cast<std::size_t>(at)) = text;
      }
    }
    for (int at = 0; at < days; ++at) {
      RC_ASSERT(value.on(day(at)) == model.at(static_cast<std::size_t>(at)));
    }
    for (std::size_t at = 1; at < value.earlier().size(); ++at) {
      RC_ASSERT(value.earlier()[at - 1].until < value.earlier()[at].until);
      RC_ASSERT(value.earlier()[at - 1].value != value.earlier()[at].value);
    }
  }));
}

}  // namespace
}  // namespace assize::registry
