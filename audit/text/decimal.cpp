#include "audit/text/decimal.h"

#include <charconv>

namespace assize::audit {

Checked<std::uint64_t> parse_decimal(std::string_view text) {
  const bool starts_with_digit = !text.empty() && text.front() >= '0' && text.front() <= '9';
  const bool has_leading_zero = text.size() > 1 && text.front() == '0';
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!starts_with_digit || has_leading_zero || error != std::errc() ||
      end != text.data() + text.size()) {
    return Refusal{"expected a whole number below 2^64, in digits, with no leading zero"};
  }
  return number;
}

}  // namespace assize::audit
