// Exact money and ratios. Nothing here rounds but Unrounded::at, and that only at a RoundingPoint;
// nothing converts to or from binary floating point. Values only; safe to use from any thread.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/exact/decimal.h"
#include "pricing/result.h"

namespace assize::pricing {

__extension__ using Wide = __int128;  // holds any product of two 64-bit amounts

// Half up is away from nil, so that a fall rounds as a rise of the same size does.
enum class Rounding { half_even, half_up };

// A place where the rules say "round": its name in workings, the decimal places kept (0 to 4), and
// which way a half goes. All of them are listed in rounding_points.h.
struct RoundingPoint {
  std::string_view name;
  int places;
  Rounding mode;
};

class Ratio;
class Unrounded;

// A whole number of some C++ integer type; a truth or a letter is not a count, and no float is.
template <typename T>
concept WholeCount = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
                     !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
                     !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

// left_a × left_b against right_a × right_b, exactly, whatever their size: for proportions compared
// by cross-multiplication.
std::strong_ordering compare_products(Wide left_a, Wide left_b, Wide right_a, Wide right_b);

// An amount of pounds in ten-thousandths, from minus to plus 922 trillion. Throws
// std::overflow_error rather than wrap.
class Pounds {
 public:
  constexpr Pounds() = default;
  static constexpr Pounds from_ten_thousandths(std::int64_t amount) { return Pounds(amount); }
  template <std::floating_point T>
  static constexpr Pounds from_ten_thousandths(T) = delete;
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

  Pounds operator+(Pounds other) const {
    std::int64_t sum;
    if (__builtin_add_overflow(amount_, other.amount_, &sum)) throw_overflow();
    return Pounds(sum);
  }
  Pounds operator-(Pounds other) const {
    std::int64_t difference;
    if (__builtin_sub_overflow(amount_, other.amount_, &difference)) throw_overflow();
    return Pounds(difference);
  }
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
  [[noreturn]] static void throw_overflow();
  Pounds times(Wide count) const;
  static Pounds from_whole(Wide count, std::int64_t unit);

  std::int64_t amount_ = 0;
};

// The amount, or none: Pounds::parse without its reasons, for hot loops. Does not allocate.
constexpr std::optional<Pounds> read_pounds(std::string_view text) {
  const auto hundredths = read_scaled<12, 2>(text);
  if (!hundredths) return std::nullopt;
  return Pounds::from_ten_thousandths(*hundredths * 100);
}

// An exact fraction with a positive denominator, at most 10^9 either way when it comes from text.
class Ratio {
 public:
  constexpr Ratio() = default;  // nil
  // numerator / denominator in lowest terms. Throws std::invalid_argument unless denominator > 0.
  static Ratio of(std::int64_t numerator, std::int64_t denominator);
  template <typename T, typename U>
  requires std::floating_point<T> || std::floating_point<U>
  static Ratio of(T, U) = delete;

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

// The ratio, or none: Ratio::parse_percent and parse_factor without their reasons. No allocation.
std::optional<Ratio> read_percent(std::string_view text);
std::optional<Ratio> read_factor(std::string_view text);

// Pounds × Ratio, kept exact as a numerator in ten-thousandths over a positive denominator.
// Compares exactly with Pounds and with its like; becomes Pounds only at a RoundingPoint.
class Unrounded {
 public:
  // Throws std::invalid_argument unless denominator > 0.
  Unrounded(Wide ten_thousandths_numerator, std::int64_t denominator);
  template <typename T, typename U>
  requires std::floating_point<T> || std::floating_point<U> Unrounded(T, U)
  = delete;

  Wide numerator() const { return numerator_; }
  std::int64_t denominator() const { return denominator_; }

  // Throws std::overflow_error if it is too large for Pounds, and std::invalid_argument if the
  // point keeps fewer than 0 or more than 4 places.
  Pounds at(const RoundingPoint& point) const;
  bool is_exact_at(const RoundingPoint& point) const;

  // Never overflows: 64 bits of amount by 63 of denominator fit 128.
  friend std::strong_ordering operator<=>(Pounds left, const Unrounded& right) {
    const Wide scaled = static_cast<Wide>(left.ten_thousandths()) * right.denominator_;
    if (scaled < right.numerator_) return std::strong_ordering::less;
    if (scaled > right.numerator_) return std::strong_ordering::greater;
    return std::strong_ordering::equal;
  }
  friend bool operator==(Pounds left, const Unrounded& right) { return (left <=> right) == 0; }
  friend std::strong_ordering operator<=>(const Unrounded& left, const Unrounded& right) {
    return compare_products(left.numerator_, right.denominator_, right.numerator_,
                            left.denominator_);
  }
  friend bool operator==(const Unrounded& left, const Unrounded& right) {
    return (left <=> right) == 0;
  }

 private:
  Wide numerator_;
  std::int64_t denominator_;
};

}  // namespace assize::pricing
