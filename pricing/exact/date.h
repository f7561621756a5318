// A calendar day (proleptic Gregorian), without time or zone. Values only; thread-safe.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/exact/decimal.h"
#include "pricing/result.h"

namespace assize::pricing {

constexpr bool is_leap_year(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// How many days a month (1 to 12) has.
constexpr int days_of_month(int year, int month) {
  constexpr std::int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

class Date {
 public:
  constexpr Date() = default;  // 1970-01-01
  static constexpr Date from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }
  // Faults if there is no such day, or the year is not 1800 to 2999.
  static Result<Date> from_civil(int year, int month, int day);
  // The same without the reason, and without allocation.
  static constexpr std::optional<Date> if_civil(int year, int month, int day) {
    if (year < 1800 || year > 2999 || month < 1 || month > 12 || day < 1) return std::nullopt;
    if (day > 28 && day > days_of_month(year, month)) return std::nullopt;
    // Years are counted from March, so that the leap day ends its year.
    const int march_year = month > 2 ? year : year - 1;
    const int march_month = month > 2 ? month - 3 : month + 9;
    const int leap_days = march_year / 4 - march_year / 100 + march_year / 400;
    const int day_of_year = (153 * march_month + 2) / 5 + day - 1;
    constexpr int days_to_1970 = 719468;
    return Date(365 * march_year + leap_days + day_of_year - days_to_1970);
  }
  // yyyy-mm-dd and nothing else. The fault says what to write instead where that can be told
  // ("01/09/2026", "1 September 2026" is not guessed at).
  static Result<Date> parse(std::string_view text);

  constexpr std::int32_t days() const { return days_; }
  std::string text() const;     // 2026-09-01
  std::string display() const;  // 1 September 2026

  constexpr Date plus_days(std::int32_t count) const { return Date(days_ + count); }
  constexpr std::int32_t operator-(Date other) const { return days_ - other.days_; }
  constexpr auto operator<=>(const Date&) const = default;

 private:
  constexpr explicit Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

// The same date so many years before; 28 February where there is no 29 February.
Date years_before(Date day, int count);

// The day, or none: Date::parse without its reasons, for hot loops. Does not allocate.
constexpr std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(text[at])) return std::nullopt;
  }
  const auto digit = [text](std::size_t at) { return text[at] - '0'; };
  return Date::if_civil(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3),
                        digit(5) * 10 + digit(6), digit(8) * 10 + digit(9));
}

}  // namespace assize::pricing
