#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "pricing/exact/explain.h"
#include "pricing/exact/money.h"

namespace assize::pricing {
namespace {

// The greatest common divisor, never negative. std::gcd takes no 128-bit integers.
Wide common_divisor(Wide left, Wide right) {
  if (left < 0) left = -left;
  while (right != 0) left = std::exchange(right, left % right);
  return left;
}

std::int64_t narrowed(Wide number) {
  if (number < std::numeric_limits<std::int64_t>::min() ||
      number > std::numeric_limits<std::int64_t>::max()) {
    throw std::overflow_error("a ratio is beyond 64 bits");
  }
  return static_cast<std::int64_t>(number);
}

Ratio lowest_terms(Wide numerator, Wide denominator) {
  const Wide divisor = common_divisor(numerator, denominator);
  return Ratio::of(narrowed(numerator / divisor), narrowed(denominator / divisor));
}

std::string whole_text(Wide number) {
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(number % 10)));
    number /= 10;
  } while (number != 0);
  return text;
}

// numerator / denominator as a decimal; empty if no decimal of 18 places is exact.
std::string decimal_text(Wide numerator, Wide denominator) {
  const Wide divisor = common_divisor(numerator, denominator);
  const bool negative = numerator < 0;
  numerator = (negative ? -numerator : numerator) / divisor;
  denominator /= divisor;
  std::string text(negative ? "-" : "");
  text += whole_text(numerator / denominator);
  Wide rest = numerator % denominator;
  if (rest != 0) text += '.';
  for (int place = 0; rest != 0; ++place) {
    if (place == 18) return "";
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / denominator));
    rest %= denominator;
  }
  return text;
}

std::string fraction_text(const Ratio& ratio) {
  return std::to_string(ratio.numerator()) + "/" + std::to_string(ratio.denominator());
}

}  // namespace

Ratio Ratio::of(std::int64_t numerator, std::int64_t denominator) {
  if (denominator <= 0) throw std::invalid_argument("a ratio's denominator is above nil");
  // Unsigned, since the least std::int64_t has no positive twin; it divides by 1 to 2^63 - 1.
  const auto size = numerator < 0 ? 0 - static_cast<std::uint64_t>(numerator)
                                  : static_cast<std::uint64_t>(numerator);
  const auto divisor =
      static_cast<std::int64_t>(std::gcd(size, static_cast<std::uint64_t>(denominator)));
  return {numerator / divisor, denominator / divisor};
}

std::optional<Ratio> read_percent(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const auto scaled = read_scaled<5, 4>(text);
  if (!scaled || (negative && *scaled == 0)) return std::nullopt;
  return Ratio::of(negative ? -*scaled : *scaled, 1'000'000);
}

std::optional<Ratio> read_factor(std::string_view text) {
  const auto scaled = read_scaled<5, 4>(text);
  if (!scaled) return std::nullopt;
  return Ratio::of(*scaled, 10'000);
}

Result<Ratio> Ratio::parse_percent(std::string_view text) {
  if (const auto ratio = read_percent(text)) return *ratio;
  return Fault{"", explain_decimal(text, percent_form)};
}

Result<Ratio> Ratio::parse_factor(std::string_view text) {
  if (const auto ratio = read_factor(text)) return *ratio;
  return Fault{"", explain_decimal(text, factor_form)};
}

std::string Ratio::percent_text() const {
  const std::string text = decimal_text(static_cast<Wide>(numerator_) * 100, denominator_);
  return text.empty() ? fraction_text(*this) : text + "%";
}

std::string Ratio::factor_text() const {
  const std::string text = decimal_text(numerator_, denominator_);
  return text.empty() ? fraction_text(*this) : text;
}

Ratio Ratio::operator+(const Ratio& other) const {
  // Each product is under 2^126, so the sum fits.
  return lowest_terms(static_cast<Wide>(numerator_) * other.denominator_ +
                          static_cast<Wide>(other.numerator_) * denominator_,
                      static_cast<Wide>(denominator_) * other.denominator_);
}

Ratio Ratio::operator*(const Ratio& other) const {
  return lowest_terms(static_cast<Wide>(numerator_) * other.numerator_,
                      static_cast<Wide>(denominator_) * other.denominator_);
}

std::strong_ordering Ratio::operator<=>(const Ratio& other) const {
  const Wide left = static_cast<Wide>(numerator_) * other.denominator_;
  const Wide right = static_cast<Wide>(other.numerator_) * denominator_;
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace assize::pricing
