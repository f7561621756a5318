#include "pricing/exact/date.h"

#include <chrono>

#include <array>

#include "pricing/exact/explain.h"

namespace assize::pricing {
namespace {

struct Civil {
  std::int64_t year;
  int month;
  int day;
};

// Any day at all, counting in 400-year cycles of 146,097 days that start on 1 March.
Civil civil_of(std::int64_t days) {
  constexpr std::int64_t cycle_days = 146097;
  const std::int64_t since = days + 719468;
  const std::int64_t cycle = (since >= 0 ? since : since - cycle_days + 1) / cycle_days;
  const auto day_of_cycle = static_cast<int>(since - cycle * cycle_days);
  const int year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36524 -
                             day_of_cycle / (static_cast<int>(cycle_days) - 1)) /
                            365;
  const int day_of_year =
      day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
  const int march_month = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * march_month + 2) / 5 + 1;
  const int month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {cycle * 400 + year_of_cycle + (month <= 2 ? 1 : 0), month, day};
}

std::string two_digits(int number) {
  return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

}  // namespace

Result<Date> Date::from_civil(int year, int month, int day) {
  if (const auto date = if_civil(year, month, day)) return *date;
  const std::string start = "there is no such day: ";
  if (year < 1800 || year > 2999) return Fault{"", start + "a year is 1800 to 2999"};
  if (month < 1 || month > 12) return Fault{"", start + "a month is 01 to 12"};
  return Fault{"", start + std::string(month_names[static_cast<std::size_t>(month - 1)]) + " " +
                       std::to_string(year) + " has " + std::to_string(days_of_month(year, month)) +
                       " days"};
}

Result<Date> Date::parse(std::string_view text) {
  if (const auto date = read_date(text)) return *date;
  return Fault{"", explain_date(text)};
}

std::string Date::text() const {
  const Civil civil = civil_of(days_);
  std::string year = std::to_string(civil.year < 0 ? -civil.year : civil.year);
  if (year.size() < 4) year.insert(0, 4 - year.size(), '0');
  return (civil.year < 0 ? "-" : "") + year + "-" + two_digits(civil.month) + "-" +
         two_digits(civil.day);
}

std::string Date::display() const {
  const Civil civil = civil_of(days_);
  return std::to_string(civil.day) + " " +
         std::string(month_names[static_cast<std::size_t>(civil.month - 1)]) + " " +
         std::to_string(civil.year);
}

Date years_before(Date day, int count) {
  using namespace std::chrono;
  year_month_day civil{sys_days{days{day.days()}}};
  civil -= std::chrono::years{count};
  if (!civil.ok()) civil = civil.year() / civil.month() / last;
  return Date::from_days(static_cast<std::int32_t>(sys_days{civil}.time_since_epoch().count()));
}

}  // namespace assize::pricing
