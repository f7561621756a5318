// A sum of pounds held exactly, in ten-billionths: a price less a ceiling × an area's factor (four
// decimal places) × a line's units (two) needs no more. Values only; thread-safe.
#pragma once

#include <compare>
#include <string>

#include "pricing/exact/money.h"

namespace assize::pricing {

class ExactSum {
 public:
  constexpr ExactSum() = default;
  // The amount × units. Throws std::invalid_argument if the amount's denominator does not divide
  // 10,000, which no area's factor makes.
  static ExactSum of(const Unrounded& amount, std::int64_t units_hundredths);
  static ExactSum of(Pounds amount) { return of(Unrounded(amount.ten_thousandths(), 1), 100); }

  constexpr bool is_zero() const { return amount_ == 0; }
  ExactSum operator-(const ExactSum& other) const { return ExactSum(amount_ - other.amount_); }
  ExactSum operator+(const ExactSum& other) const { return ExactSum(amount_ + other.amount_); }
  ExactSum& operator+=(const ExactSum& other) { return *this = *this + other; }
  constexpr auto operator<=>(const ExactSum&) const = default;
  std::strong_ordering compare(const Unrounded& other) const;

  // "1234.50": two decimal places, or as many up to ten as are needed.
  std::string text() const;
  // "£1,234.50", rounded at `excess_shown`, for people. Throws std::overflow_error past 922
  // trillion.
  std::string display() const;

 private:
  constexpr explicit ExactSum(Wide amount) : amount_(amount) {}
  Wide amount_ = 0;
};

}  // namespace assize::pricing
