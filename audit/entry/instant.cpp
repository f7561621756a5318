// Instants as text: RFC 3339 in UTC with six digits of a second, and no other form.
#include <chrono>
#include <stdexcept>

#include "audit/entry/entry.h"

namespace assize::audit {
namespace {

namespace chrono = std::chrono;

constexpr std::string_view pattern = "dddd-dd-ddTdd:dd:dd.ddddddZ";

std::string padded(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.insert(0, width - text.size(), '0');
}

int number_at(std::string_view text, std::size_t at, std::size_t width) {
  int number = 0;
  for (const char digit : text.substr(at, width)) number = number * 10 + (digit - '0');
  return number;
}

bool fits_pattern(std::string_view text) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool is_digit = text[at] >= '0' && text[at] <= '9';
    if (pattern[at] == 'd' ? !is_digit : text[at] != pattern[at]) return false;
  }
  return true;
}

}  // namespace

std::string instant_text(Instant at) {
  const chrono::sys_time<chrono::microseconds> time{chrono::microseconds(at)};
  const auto day = chrono::floor<chrono::days>(time);
  const chrono::year_month_day date(day);
  if (date.year() < chrono::year(1) || date.year() > chrono::year(9999)) {
    throw std::out_of_range("an instant outside the years 1 to 9999");
  }
  const chrono::hh_mm_ss clock(time - day);
  return padded(static_cast<int>(date.year()), 4) + "-" +
         padded(static_cast<unsigned>(date.month()), 2) + "-" +
         padded(static_cast<unsigned>(date.day()), 2) + "T" + padded(clock.hours().count(), 2) +
         ":" + padded(clock.minutes().count(), 2) + ":" + padded(clock.seconds().count(), 2) + "." +
         padded(clock.subseconds().count(), 6) + "Z";
}

Checked<Instant> parse_instant(std::string_view text) {
  const Refusal refusal{"a time is written as 2026-03-31T09:15:02.123456Z, in UTC"};
  if (!fits_pattern(text)) return refusal;
  const chrono::year_month_day date{chrono::year(number_at(text, 0, 4)),
                                    chrono::month(static_cast<unsigned>(number_at(text, 5, 2))),
                                    chrono::day(static_cast<unsigned>(number_at(text, 8, 2)))};
  const int hours = number_at(text, 11, 2);
  const int minutes = number_at(text, 14, 2);
  const int seconds = number_at(text, 17, 2);
  if (!date.ok() || date.year() < chrono::year(1) || hours > 23 || minutes > 59 || seconds > 59) {
    return refusal;
  }
  const chrono::sys_time<chrono::microseconds> time =
      chrono::sys_days(date) + chrono::hours(hours) + chrono::minutes(minutes) +
      chrono::seconds(seconds) + chrono::microseconds(number_at(text, 20, 6));
  return Instant{time.time_since_epoch().count()};
}

}  // namespace assize::audit
