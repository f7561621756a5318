#include "pricing/exact/money.h"

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <stdexcept>

#include "pricing/exact/explain.h"

namespace assize::pricing {
namespace {

constexpr std::int64_t ten_thousandths_of_a_pound = 10000;

// Pounds and pence as text, with `separator` between thousands.
std::string amount_text(std::int64_t amount, std::string_view mark, std::string_view separator) {
  // Unsigned, since the least std::int64_t has no positive twin.
  const auto size =
      amount < 0 ? 0 - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount);
  // Written from its last character to its first: the largest has 15 digits, 4 separators, a sign,
  // a mark, a point and 4 places.
  std::array<char, 32> text;
  char* at = text.data() + text.size();
  const auto write = [&at](std::string_view part) {
    at -= part.size();
    std::copy(part.begin(), part.end(), at);
  };
  std::uint64_t rest = size % ten_thousandths_of_a_pound;
  // Parts of a penny only where there are any.
  int places = rest % 10 != 0 ? 4 : rest % 100 != 0 ? 3 : 2;
  for (int unused = places; unused < 4; ++unused) rest /= 10;
  for (; places > 0; --places, rest /= 10) *--at = static_cast<char>('0' + rest % 10);
  *--at = '.';
  std::uint64_t whole = size / ten_thousandths_of_a_pound;
  for (int digits = 0; digits == 0 || whole > 0; ++digits, whole /= 10) {
    if (digits > 0 && digits % 3 == 0) write(separator);
    *--at = static_cast<char>('0' + whole % 10);
  }
  write(mark);
  if (amount < 0) *--at = '-';
  return {at, text.data() + text.size()};
}

std::int64_t narrowed(Wide amount) {
  if (amount < std::numeric_limits<std::int64_t>::min() ||
      amount > std::numeric_limits<std::int64_t>::max()) {
    throw std::overflow_error("an amount of pounds is beyond 922 trillion");
  }
  return static_cast<std::int64_t>(amount);
}

// How many ten-thousandths the smallest place kept is worth.
std::int64_t step_of(const RoundingPoint& point) {
  if (point.places < 0 || point.places > 4) {
    throw std::invalid_argument("a rounding point keeps 0 to 4 decimal places");
  }
  std::int64_t step = ten_thousandths_of_a_pound;
  for (int place = 0; place < point.places; ++place) step /= 10;
  return step;
}

}  // namespace

std::strong_ordering compare_products(Wide left_a, Wide left_b, Wide right_a, Wide right_b) {
  Wide left;
  Wide right;
  if (!__builtin_mul_overflow(left_a, left_b, &left) &&
      !__builtin_mul_overflow(right_a, right_b, &right)) {
    return left < right   ? std::strong_ordering::less
           : left > right ? std::strong_ordering::greater
                          : std::strong_ordering::equal;
  }
  using boost::multiprecision::cpp_int;
  const cpp_int large_left = cpp_int(left_a) * cpp_int(left_b);
  const cpp_int large_right = cpp_int(right_a) * cpp_int(right_b);
  const int order = large_left.compare(large_right);
  return order <=> 0;
}

void Pounds::throw_overflow() {
  throw std::overflow_error("an amount of pounds is beyond 922 trillion");
}

Result<Pounds> Pounds::parse(std::string_view text) {
  if (const auto amount = read_pounds(text)) return *amount;
  return Fault{"", explain_decimal(text, pounds_form)};
}

std::string Pounds::text() const { return amount_text(amount_, "", ""); }

std::string Pounds::display() const { return amount_text(amount_, "£", ","); }

Pounds Pounds::times(Wide count) const { return from_whole(count, amount_); }

Pounds Pounds::from_whole(Wide count, std::int64_t unit) {
  Wide product;
  if (__builtin_mul_overflow(count, static_cast<Wide>(unit), &product)) throw_overflow();
  return Pounds(narrowed(product));
}

Unrounded Pounds::operator*(const Ratio& ratio) const {
  return {static_cast<Wide>(amount_) * ratio.numerator(), ratio.denominator()};
}

Unrounded::Unrounded(Wide ten_thousandths_numerator, std::int64_t denominator)
    : numerator_(ten_thousandths_numerator), denominator_(denominator) {
  if (denominator <= 0) throw std::invalid_argument("a denominator is above nil");
}

Pounds Unrounded::at(const RoundingPoint& point) const {
  const std::int64_t step = step_of(point);
  const Wide divisor = static_cast<Wide>(denominator_) * step;
  Wide steps = numerator_ / divisor;
  const Wide rest = numerator_ % divisor;
  const Wide twice_rest = 2 * (rest < 0 ? -rest : rest);
  const bool is_half = twice_rest == divisor;
  const bool away_from_nil =
      twice_rest > divisor || (is_half && (point.mode == Rounding::half_up || steps % 2 != 0));
  if (away_from_nil) steps += numerator_ < 0 ? -1 : 1;
  Wide amount;
  if (__builtin_mul_overflow(steps, static_cast<Wide>(step), &amount)) {
    throw std::overflow_error("an amount of pounds is beyond 922 trillion");
  }
  return Pounds::from_ten_thousandths(narrowed(amount));
}

bool Unrounded::is_exact_at(const RoundingPoint& point) const {
  return numerator_ % (static_cast<Wide>(denominator_) * step_of(point)) == 0;
}

}  // namespace assize::pricing
