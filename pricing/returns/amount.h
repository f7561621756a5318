// An exact amount in ten-billionths of a pound: any sum of Pounds, times one Ratio of up to six
// places, is a whole number of them, so that sums of such products compare without rounding.
// Values only; thread-safe.
#pragma once

#include <compare>
#include <string>

#include "pricing/exact/money.h"

namespace assize::pricing {

class Amount {
 public:
  constexpr Amount() = default;
  constexpr Amount(Pounds pounds)  // NOLINT(*-explicit-*): every Pounds is one
      : value_(static_cast<Wide>(pounds.ten_thousandths()) * per_ten_thousandth) {}

  // These throw std::overflow_error rather than wrap.
  Amount operator+(Amount other) const;
  Amount operator-(Amount other) const;
  Amount& operator+=(Amount other) { return *this = *this + other; }
  // Throws std::domain_error if the product is no whole number of ten-billionths.
  Amount operator*(const Ratio& ratio) const;

  constexpr auto operator<=>(const Amount&) const = default;

  // "1234.50" and "£1,234.50": two decimal places, or as many as are needed, up to ten.
  std::string text() const { return written(false); }
  std::string display() const { return written(true); }

 private:
  static constexpr Wide per_ten_thousandth = 1'000'000;
  constexpr explicit Amount(Wide value) : value_(value) {}
  std::string written(bool for_people) const;

  Wide value_ = 0;
};

}  // namespace assize::pricing
