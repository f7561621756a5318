// A calendar day (proleptic Gregorian), without time or zone. Values only; thread-safe.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "pricing/result.h"

namespace assize::pricing {

class Date {
 public:
  constexpr Date() = default;  // 1970-01-01
  static constexpr Date from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }
  // Faults if there is no such day, or the year is not 1800 to 2999.
  static Result<Date> from_civil(int year, int month, int day);
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

}  // namespace assize::pricing
