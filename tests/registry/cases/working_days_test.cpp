#include "registry/cases/working_days.h"

#include <gtest/gtest.h>

#include <set>

namespace assize::registry {
namespace {

using pricing::Date;

Date day(int year, int month, int of_month) {
  return Date::from_civil(year, month, of_month).value();
}

int weekday(Date date) { return (date.days() + 3) % 7; }  // Monday is nil

// Butcher's algorithm.
Date easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31;
  return day(year, month, (h + l - 7 * m + 114) % 31 + 1);
}

Date first_monday(int year, int month) {
  Date date = day(year, month, 1);
  while (weekday(date) != 0) date = date.plus_days(1);
  return date;
}

Date last_monday(int year, int month) {
  Date date = day(year, month, 31);
  while (weekday(date) != 0) date = date.plus_days(-1);
  return date;
}

// By the Banking and Financial Dealings Act 1971 and the proclamations made each year.
std::set<Date> by_rule(int year) {
  std::set<Date> days{easter(year).plus_days(-2), easter(year).plus_days(1), first_monday(year, 5),
                      last_monday(year, 5), last_monday(year, 8)};
  for (Date date : {day(year, 1, 1), day(year, 12, 25), day(year, 12, 26)}) {
    while (weekday(date) > 4 || days.contains(date)) date = date.plus_days(1);
    days.insert(date);
  }
  return days;
}

TEST(WorkingDays, ListsEachYearsBankHolidaysAsTheLawMakesThem) {
  for (int year = 2024; year <= 2028; ++year) {
    std::set<Date> listed;
    for (const Date date : bank_holidays()) {
      if (date >= day(year, 1, 1) && date <= day(year, 12, 31)) listed.insert(date);
    }
    EXPECT_EQ(listed, by_rule(year)) << year;
  }
  EXPECT_EQ(bank_holidays().size(), 40U);
}

TEST(WorkingDays, LeavesOutWeekendsAndHolidays) {
  // Maundy Thursday 2026: Good Friday, the weekend and Easter Monday do not count.
  EXPECT_EQ(working_days_after(day(2026, 4, 2), 1).text(), "2026-04-07");
  EXPECT_EQ(working_days_after(day(2026, 12, 24), 2).text(), "2026-12-30");
  EXPECT_EQ(working_days_after(day(2026, 11, 20), 0).text(), "2026-11-20");
  EXPECT_EQ(working_days_after(day(2026, 11, 21), 20).text(), "2026-12-18");
  EXPECT_FALSE(is_working_day(day(2026, 11, 21)));
  EXPECT_TRUE(is_working_day(day(2026, 11, 23)));
}

}  // namespace
}  // namespace assize::registry
