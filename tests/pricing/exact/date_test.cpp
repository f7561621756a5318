#include "pricing/exact/date.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>

namespace assize::pricing {
namespace {

namespace chrono = std::chrono;

chrono::year_month_day civil_of(Date date) { return chrono::sys_days(chrono::days(date.days())); }

TEST(Date, AgreesWithChronoOnEveryDayThereIs) {
  const auto first = *Date::from_civil(1800, 1, 1);
  const auto last = *Date::from_civil(2999, 12, 31);
  for (Date date = first; date <= last; date = date.plus_days(1)) {
    const auto civil = civil_of(date);
    const int year = static_cast<int>(civil.year());
    const int month = static_cast<int>(static_cast<unsigned>(civil.month()));
    const int day = static_cast<int>(static_cast<unsigned>(civil.day()));
    ASSERT_EQ(*Date::from_civil(year, month, day), date);
    ASSERT_EQ(read_date(date.text()), date) << date.text();
  }
}

TEST(Date, TakesOnlyDaysThatChronoSaysExist) {
  EXPECT_TRUE(rc::check([] {
    const int year = *rc::gen::inRange(1700, 3100);
    const int month = *rc::gen::inRange(-1, 15);
    const int day = *rc::gen::inRange(-1, 34);
    const chrono::year_month_day civil{chrono::year(year),
                                       chrono::month(static_cast<unsigned>(month)),
                                       chrono::day(static_cast<unsigned>(day))};
    const bool exists = year >= 1800 && year <= 2999 && civil.ok();
    const auto date = Date::from_civil(year, month, day);
    RC_ASSERT(date.ok() == exists);
    if (exists) RC_ASSERT(civil_of(*date) == civil);
  }));
}

TEST(Date, ReadsTenLettersAndNothingElse) {
  EXPECT_TRUE(rc::check([] {
    auto text = Date::from_days(*rc::gen::inRange(-60000, 300000)).text();
    RC_ASSERT(Date::parse(text).ok());
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char letter = *rc::gen::arbitrary<char>();
    text[at] = letter;
    const bool same_kind = at == 4 || at == 7 ? letter == '-' : letter >= '0' && letter <= '9';
    if (!same_kind) RC_ASSERT(!Date::parse(text).ok());
  }));
}

TEST(Date, ShowsItself) {
  const auto date = *Date::parse("2026-09-01");
  EXPECT_EQ(date.display(), "1 September 2026");
  EXPECT_EQ(date.days(), 20697);
  EXPECT_EQ(Date().text(), "1970-01-01");
  EXPECT_EQ(date - *Date::parse("2025-09-01"), 365);
  EXPECT_EQ(Date::from_days(std::numeric_limits<std::int32_t>::max()).text(), "5881580-07-11");
  EXPECT_EQ(Date::from_days(std::numeric_limits<std::int32_t>::min()).text(), "-5877641-06-23");
}

}  // namespace
}  // namespace assize::pricing
