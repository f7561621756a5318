#include "pricing/exact/exact_sum.h"

#include <algorithm>
#include <stdexcept>

#include "pricing/exact/rounding_points.h"

namespace assize::pricing {
namespace {

constexpr std::int64_t factor_scale = 10'000;
constexpr std::int64_t per_ten_thousandth = 1'000'000;  // ten-billionths in one
constexpr int places = 10;

}  // namespace

ExactSum ExactSum::of(const Unrounded& amount, std::int64_t units_hundredths) {
  if (factor_scale % amount.denominator() != 0) {
    throw std::invalid_argument("an amount has more decimal places than its sum can hold");
  }
  return ExactSum(amount.numerator() * (factor_scale / amount.denominator()) * units_hundredths);
}

std::strong_ordering ExactSum::compare(const Unrounded& other) const {
  return compare_products(amount_, other.denominator(), other.numerator(), per_ten_thousandth);
}

std::string ExactSum::text() const {
  std::string digits;
  for (Wide left = amount_ < 0 ? -amount_ : amount_; left != 0 || digits.size() <= places;
       left /= 10) {
    if (digits.size() == places) digits += '.';
    digits += static_cast<char>('0' + static_cast<int>(left % 10));
  }
  if (amount_ < 0) digits += '-';
  std::reverse(digits.begin(), digits.end());
  const std::size_t point = digits.find('.');
  while (digits.back() == '0' && digits.size() > point + 3) digits.pop_back();
  return digits;
}

std::string ExactSum::display() const {
  return Unrounded(amount_, per_ten_thousandth).at(excess_shown).display();
}

}  // namespace assize::pricing
