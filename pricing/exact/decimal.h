// Plain decimal text as a whole number of its smallest place, in one pass and without allocation.
// The form is 0|[1-9][0-9]* with an optional point and digits after it; nothing else. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace assize::pricing {

constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// "12.5" read to 2 places is 1250. None if it has more than `whole_digits` before the point, more
// than `places` after it, or any other form.
template <int whole_digits, int places>
constexpr std::optional<std::int64_t> read_scaled(std::string_view text) {
  static_assert(whole_digits > 0 && places >= 0 && whole_digits + places <= 18);
  const char* at = text.data();
  const char* const start = at;
  const char* const end = at + text.size();
  std::int64_t value = 0;
  for (; at != end && is_digit(*at); ++at) {
    if (at - start == whole_digits) return std::nullopt;
    value = value * 10 + (*at - '0');
  }
  const auto digits = at - start;
  if (digits == 0 || (digits > 1 && *start == '0')) return std::nullopt;
  int places_left = places;
  if (at != end) {
    if (*at++ != '.' || at == end) return std::nullopt;
    for (; at != end; ++at, --places_left) {
      if (places_left == 0 || !is_digit(*at)) return std::nullopt;
      value = value * 10 + (*at - '0');
    }
  }
  for (; places_left > 0; --places_left) value *= 10;
  return value;
}

// A quantity of at most two places, in hundredths: units_per_year, hours of a basket.
constexpr std::optional<std::int64_t> read_hundredths(std::string_view text) {
  return read_scaled<12, 2>(text);
}

}  // namespace assize::pricing
