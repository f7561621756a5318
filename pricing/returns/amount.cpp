#include "pricing/returns/amount.h"

#include <stdexcept>

namespace assize::pricing {
namespace {

constexpr int places = 10;

[[noreturn]] void throw_overflow() {
  throw std::overflow_error("an amount is too large to be added up exactly");
}

}  // namespace

Amount Amount::operator+(Amount other) const {
  Wide sum;
  if (__builtin_add_overflow(value_, other.value_, &sum)) throw_overflow();
  return Amount(sum);
}

Amount Amount::operator-(Amount other) const {
  Wide difference;
  if (__builtin_sub_overflow(value_, other.value_, &difference)) throw_overflow();
  return Amount(difference);
}

Amount Amount::operator*(const Ratio& ratio) const {
  // Divided first, so that only a product that is itself too large overflows.
  if (value_ % ratio.denominator() != 0) {
    throw std::domain_error("a ratio of more than six places cannot be applied twice exactly");
  }
  Wide product;
  if (__builtin_mul_overflow(value_ / ratio.denominator(), static_cast<Wide>(ratio.numerator()),
                             &product)) {
    throw_overflow();
  }
  return Amount(product);
}

std::string Amount::written(bool for_people) const {
  // The digits from the last, of the value without its sign.
  std::string digits;
  for (Wide rest = value_; rest != 0; rest /= 10) {
    const int digit = static_cast<int>(rest % 10);
    digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
  }
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string decimals = digits.substr(digits.size() - places);
  std::string whole = digits.substr(0, digits.size() - places);
  while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
  if (for_people) {
    for (std::size_t at = whole.size(); at > 3;) whole.insert(at -= 3, ",");
    whole.insert(0, "£");
  }
  return (value_ < 0 ? "-" : "") + whole + "." + decimals;
}

}  // namespace assize::pricing
