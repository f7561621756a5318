// Exact money and ratios. Nothing here rounds but Unrounded::at, and that only at a RoundingPoint;
// nothing converts to or from binary floating point. Values only; safe to use from any thread.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "pricing/result.h"

namespace assize::pricing {

__extension__ using Wide = __int128;  // holds any product of two 64-bit amounts

enum class Rounding { half_even, half_up };

// A place where the rules say "round": its name in workings, the decimal places kept, and which way
// a half goes. All of them are listed in rounding_points.h.
struct RoundingPoint {
  std::string_view name;
  int places;
  Rounding mode;
};

class Ratio;
class Unrounded;

// A whole number of some C++ integer type; bool and char are not counts, and no float is.
template <typename T>
concept WholeCount = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

// An amount of pounds in ten-thousandths, from minus to plus 922 trillion. Throws std::overflow_error
// rather than wrap.
class Pounds {
 public:
  constexpr Pounds() = default;
  static constexpr Pounds from_ten_thousandths(std::int64_t amount) { return Pounds(amount); }
  template <WholeCount T>
  static Pounds from_pennies(T pennies) {
    return from_whole(pennies, 100);
  }
  template <std::floating_point T>
  static Pounds from_pennies(T) = delete;

  // Text of the fee file's form: 0|[1-9][0-9]{0,11} with an optional . and one or two digits.
  // The fault's message says what to write instead where that can be told ("£1,234.50", "1e3").
  static Result<Pounds> parse(std::string_view text);

  constexpr std::int64_t ten_thousandths() const { return amount_; }
  constexpr bool is_zero() const { return amount_ == 0; }

  // "1234.50": two decimal places, or as many up to four as are needed. No commas, no sign but "-".
  std::string text() const;
  // "£1,234.50", for people.
  std::string display() const;

  Pounds operator+(Pounds other) const;
  Pounds operator-(Pounds other) const;
  Pounds& operator+=(Pounds other) { return *this = *this + other; }
  template <WholeCount T>
  Pounds operator*(T count) const {
    return times(static_cast<Wide>(count));
  }
  template <std::floating_point T>
  Pounds operator*(T) const = delete;
  Unrounded operator*(const Ratio& ratio) const;

  constexpr auto operator<=>(const Pounds&) const = default;

 private:
  constexpr explicit Pounds(std::int64_t amount) : amount_(amount) {}
  Pounds times(Wide count) const;
  static Pounds from_whole(Wide count, std::int64_t unit);

  std::int64_t amount_ = 0;
};

// An exact fraction with a positive denominator, at most 10^9 either way when it comes from text.
class Ratio {
 public:
  constexpr Ratio() = default;  // nil
  // numerator / denominator in lowest terms. Throws std::invalid_argument unless denominator > 0.
  static Ratio of(std::int64_t numerator, std::int64_t denominator);

  // "3.8" -> 38/1000: a percentage of up to 5 whole digits and 4 places; a leading "-" is allowed.
  static Result<Ratio> parse_percent(std::string_view text);
  // "1.1800" -> 59/50: a factor or multiple of up to 5 whole digits and 4 places, no sign.
  static Result<Ratio> parse_factor(std::string_view text);

  constexpr std::int64_t numerator() const { return numerator_; }
  constexpr std::int64_t denominator() const { return denominator_; }

  // "3.8%" and "1.18": exact for every Ratio that came from text or a sum of such; a fraction like
  // 1/3 is shown as "1/3".
  std::string percent_text() const;
  std::string factor_text() const;

  Ratio operator+(const Ratio& other) const;  // throws std::overflow_error
  Ratio operator*(const Ratio& other) const;  // throws std::overflow_error
  bool operator==(const Ratio&) const = default;
  std::strong_ordering operator<=>(const Ratio& other) const;

 private:
  constexpr Ratio(std::int64_t numerator, std::int64_t denominator)
      : numerator_(numerator), denominator_(denominator) {}

  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

// Pounds × Ratio, kept exact as a numerator in ten-thousandths over a denominator. Compares exactly
// with Pounds; becomes Pounds only at a RoundingPoint.
class Unrounded {
 public:
  Unrounded(Wide ten_thousandths_numerator, std::int64_t denominator)
      : numerator_(ten_thousandths_numerator), denominator_(denominator) {}

  Wide numerator() const { return numerator_; }
  std::int64_t denominator() const { return denominator_; }

  Pounds at(const RoundingPoint& point) const;  // throws std::overflow_error
  bool is_exact_at(const RoundingPoint& point) const;

  friend std::strong_ordering operator<=>(Pounds left, const Unrounded& right);
  friend bool operator==(Pounds left, const Unrounded& right);

 private:
  Wide numerator_;
  std::int64_t denominator_;
};

}  // namespace assize::pricing
