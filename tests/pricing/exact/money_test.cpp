#include "pricing/exact/money.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <vector>

#include "pricing/exact/rounding_points.h"

namespace assize::pricing {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

// A double cannot get in, and an Unrounded is no price: the compiler says so.
template <typename Left, typename Right>
concept Multiplies = requires(Left left, Right right) {
  left* right;
};
template <typename T>
concept MakesPounds = requires(T value) {
  Pounds(value);
}
|| requires(T value) { Pounds::from_pennies(value); }
|| requires(T value) { Pounds::from_ten_thousandths(value); }
|| std::convertible_to<T, Pounds>;
template <typename T>
concept MakesRatio = requires(T value) {
  Ratio::of(value, 1);
}
|| requires(T value) { Ratio::of(1, value); }
|| requires(T value) { Ratio(value); }
|| std::convertible_to<T, Ratio>;
template <typename Left, typename Right>
concept Adds = requires(Left left, Right right) {
  left + right;
};
template <typename Left, typename Right>
concept Compares = requires(Left left, Right right) {
  left < right;
};

static_assert(Multiplies<Pounds, int> && Multiplies<Pounds, std::uint64_t>);
static_assert(Multiplies<Pounds, Ratio> && Compares<Pounds, Unrounded>);
static_assert(MakesPounds<std::int64_t> && MakesRatio<std::int64_t>);
static_assert(!Multiplies<Pounds, double> && !Multiplies<Pounds, float> &&
              !Multiplies<Pounds, long double> && !Multiplies<double, Pounds>);
static_assert(!Multiplies<Pounds, bool> && !Multiplies<Pounds, char> &&
              !Multiplies<Pounds, Pounds>);
static_assert(!MakesPounds<double> && !MakesPounds<float> && !MakesPounds<long double>);
static_assert(!MakesRatio<double> && !MakesRatio<float> && !MakesRatio<long double>);
static_assert(!std::constructible_from<Unrounded, double, int> &&
              !std::constructible_from<Unrounded, int, double>);
static_assert(!std::convertible_to<Unrounded, Pounds> &&
              !std::constructible_from<Pounds, Unrounded>);
static_assert(!Adds<Pounds, Unrounded> && !Adds<Pounds, double> && !Adds<Pounds, int>);
static_assert(!Compares<Pounds, double> && !Compares<Pounds, int> && !Compares<Ratio, double>);
static_assert(!std::constructible_from<double, Pounds> && !std::constructible_from<double, Ratio> &&
              !std::constructible_from<double, Unrounded>);

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// Any 64-bit number, with the extremes and the small ones often among them.
rc::Gen<std::int64_t> any_amount() {
  return rc::gen::oneOf(
      rc::gen::arbitrary<std::int64_t>(),
      rc::gen::elementOf(std::vector<std::int64_t>{least, least + 1, -1, 0, 1, most - 1, most}),
      rc::gen::inRange<std::int64_t>(-100'000'000, 100'000'000),
      rc::gen::inRange<std::int64_t>(most - 1000, most));
}

rc::Gen<std::int64_t> any_denominator() {
  return rc::gen::oneOf(
      rc::gen::inRange<std::int64_t>(1, 10),
      rc::gen::elementOf(std::vector<std::int64_t>{100, 1000, 10'000, 1'000'000, most - 1, most}),
      rc::gen::inRange<std::int64_t>(1, most));
}

cpp_rational rational_of(Pounds amount) { return cpp_rational(amount.ten_thousandths()); }
cpp_rational rational_of(const Unrounded& amount) {
  return cpp_rational(cpp_int(amount.numerator()), cpp_int(amount.denominator()));
}
cpp_rational rational_of(const Ratio& ratio) {
  return cpp_rational(ratio.numerator(), ratio.denominator());
}

bool fits(const cpp_rational& value) { return value >= least && value <= most; }

template <typename Work>
void check_exact(const cpp_rational& expected, Work work) {
  if (fits(expected)) {
    RC_ASSERT(rational_of(work()) == expected);
  } else {
    RC_ASSERT_THROWS_AS(work(), std::overflow_error);
  }
}

TEST(Pounds, AddsTakesAwayAndMultipliesExactlyOrThrows) {
  EXPECT_TRUE(rc::check([] {
    const auto left = *any_amount();
    const auto right = *any_amount();
    const auto a = Pounds::from_ten_thousandths(left);
    const auto b = Pounds::from_ten_thousandths(right);
    check_exact(rational_of(a) + rational_of(b), [&] { return a + b; });
    check_exact(rational_of(a) - rational_of(b), [&] { return a - b; });
    check_exact(rational_of(a) * right, [&] { return a * right; });
    check_exact(rational_of(a) * static_cast<std::uint64_t>(right),
                [&] { return a * static_cast<std::uint64_t>(right); });
    check_exact(cpp_rational(left) * 100, [&] { return Pounds::from_pennies(left); });
  }));
}

TEST(Pounds, TextIsReadBackAsTheSameAmount) {
  EXPECT_TRUE(rc::check([] {
    const auto pennies = *rc::gen::inRange<std::int64_t>(0, 100'000'000'000'000);
    const auto amount = Pounds::from_pennies(pennies);
    RC_ASSERT(*Pounds::parse(amount.text()) == amount);
    RC_ASSERT(read_pounds(amount.text()) == amount);
  }));
}

TEST(Pounds, ShowsUpToFourPlacesAndCommasForPeople) {
  const auto shown = [](std::int64_t amount) {
    const auto pounds = Pounds::from_ten_thousandths(amount);
    return pounds.text() + " " + pounds.display();
  };
  EXPECT_EQ(shown(0), "0.00 £0.00");
  EXPECT_EQ(shown(12'345'000), "1234.50 £1,234.50");
  EXPECT_EQ(shown(12'345'678), "1234.5678 £1,234.5678");
  EXPECT_EQ(shown(9'999'990), "999.999 £999.999");
  EXPECT_EQ(shown(10'000'000'001), "1000000.0001 £1,000,000.0001");
  EXPECT_EQ(shown(-500), "-0.05 -£0.05");
  EXPECT_EQ(shown(least), "-922337203685477.5808 -£922,337,203,685,477.5808");
}

TEST(Pounds, ParseTakesWhatTheFormTakesAndNothingElse) {
  // The form, letter by letter, as a slow twin of read_scaled.
  const auto is_of_form = [](const std::string& text) {
    const std::size_t point = text.find('.');
    const std::string whole = text.substr(0, point);
    const auto digits = [](const std::string& part) {
      return part.find_first_not_of("0123456789") == std::string::npos;
    };
    if (whole.empty() || whole.size() > 12 || !digits(whole)) return false;
    if (whole.size() > 1 && whole[0] == '0') return false;
    if (point == std::string::npos) return true;
    const std::string places = text.substr(point + 1);
    return (places.size() == 1 || places.size() == 2) && digits(places);
  };
  EXPECT_TRUE(rc::check([&] {
    const auto text = *rc::gen::container<std::string>(rc::gen::weightedElement<char>(
        {{3, '0'}, {3, '1'}, {3, '9'}, {2, '.'}, {1, '-'}, {1, ','}}));
    RC_ASSERT(Pounds::parse(text).ok() == is_of_form(text));
    RC_ASSERT(read_pounds(text).has_value() == is_of_form(text));
  }));
}

TEST(Ratio, AddsMultipliesAndComparesExactlyOrThrows) {
  EXPECT_TRUE(rc::check([] {
    const auto a = Ratio::of(*any_amount(), *any_denominator());
    const auto b = Ratio::of(*any_amount(), *any_denominator());
    const auto check_fits = [](const cpp_rational& expected, auto work) {
      if (fits(cpp_rational(numerator(expected))) && denominator(expected) <= most) {
        RC_ASSERT(rational_of(work()) == expected);
      } else {
        RC_ASSERT_THROWS_AS(work(), std::overflow_error);
      }
    };
    check_fits(rational_of(a) + rational_of(b), [&] { return a + b; });
    check_fits(rational_of(a) * rational_of(b), [&] { return a * b; });
    RC_ASSERT((a < b) == (rational_of(a) < rational_of(b)));
    RC_ASSERT((a == b) == (rational_of(a) == rational_of(b)));
  }));
}

TEST(Ratio, ShowsWhatWasWritten) {
  EXPECT_EQ(Ratio::parse_percent("3.8")->percent_text(), "3.8%");
  EXPECT_EQ((*Ratio::parse_percent("3.8") + *Ratio::parse_percent("1")).percent_text(), "4.8%");
  EXPECT_EQ(Ratio::parse_factor("1.1800")->factor_text(), "1.18");
  EXPECT_EQ(*Ratio::parse_factor("1.1800"), Ratio::of(59, 50));
  EXPECT_EQ(Ratio::of(1, 3).percent_text(), "1/3");
  EXPECT_EQ(Ratio::of(-1, 3).factor_text(), "-1/3");
  EXPECT_EQ(Ratio::of(most, 1).percent_text(), "922337203685477580700%");
  EXPECT_EQ(Ratio::of(1, 1'000'000'000).factor_text(), "0.000000001");
  EXPECT_THROW(Ratio::of(1, 0), std::invalid_argument);
  EXPECT_THROW(Ratio::of(1, -1), std::invalid_argument);
  EXPECT_THROW(Unrounded(1, 0), std::invalid_argument);
}

TEST(Unrounded, ComparesExactlyWithPounds) {
  EXPECT_TRUE(rc::check([] {
    const auto amount = Pounds::from_ten_thousandths(*any_amount());
    const auto ratio = Ratio::of(*any_amount(), *any_denominator());
    const auto other = Pounds::from_ten_thousandths(*any_amount());
    const Unrounded product = amount * ratio;
    const cpp_rational expected = rational_of(amount) * rational_of(ratio);
    RC_ASSERT(rational_of(product) == expected);
    RC_ASSERT((other < product) == (rational_of(other) < expected));
    RC_ASSERT((other > product) == (rational_of(other) > expected));
    RC_ASSERT((other == product) == (rational_of(other) == expected));
    RC_ASSERT((product < other) == (expected < rational_of(other)));
    const Unrounded third = other * ratio;
    RC_ASSERT((third <=> product) == (rational_of(third).compare(expected) <=> 0));
  }));
}

TEST(Unrounded, ComparesPastOneHundredAndTwentyEightBits) {
  const Wide large = static_cast<Wide>(most) * most;
  EXPECT_TRUE(Unrounded(large, most - 1) > Unrounded(large, most));
  EXPECT_TRUE(Unrounded(-large, most - 1) < Unrounded(-large, most));
  EXPECT_TRUE(Unrounded(large, most) == Unrounded(most, 1));
  EXPECT_TRUE(compare_products(large, large, large, large) == 0);
  EXPECT_TRUE(compare_products(large, -large, large, 1) < 0);
}

// Rounding in whole rationals: the nearest step, a half by the mode.
cpp_rational rounded(const cpp_rational& amount, int places, Rounding mode) {
  cpp_int step = 1;
  for (int place = places; place < 4; ++place) step *= 10;
  const cpp_rational steps = abs(amount) / step;
  cpp_int whole = numerator(steps) / denominator(steps);
  const cpp_rational rest = steps - whole;
  const cpp_rational half(1, 2);
  if (rest > half || (rest == half && (mode == Rounding::half_up || whole % 2 != 0))) ++whole;
  whole *= step;
  return amount < 0 ? cpp_rational(-whole) : cpp_rational(whole);
}

TEST(Unrounded, RoundsAsRationalsDo) {
  EXPECT_TRUE(rc::check([] {
    // Small even denominators give many exact halves.
    const auto denominator =
        *rc::gen::oneOf(any_denominator(), rc::gen::elementOf(std::vector<std::int64_t>{2, 4}));
    const auto numerator = *rc::gen::oneOf(
        any_amount(), rc::gen::map(rc::gen::inRange<std::int64_t>(-1000, 1000),
                                   [](std::int64_t halves) { return halves * 50; }));
    const Unrounded amount(static_cast<Wide>(numerator) * *rc::gen::element<int>(1, 1, 7),
                           denominator);
    const RoundingPoint point{"test", *rc::gen::inRange(0, 5),
                              *rc::gen::element(Rounding::half_even, Rounding::half_up)};
    const cpp_rational expected = rounded(rational_of(amount), point.places, point.mode);
    check_exact(expected, [&] { return amount.at(point); });
    RC_ASSERT(amount.is_exact_at(point) == (expected == rational_of(amount)));
  }));
}

TEST(Unrounded, RoundsHalvesByTheMode) {
  const auto at = [](std::int64_t numerator, std::int64_t denominator, Rounding mode) {
    return Unrounded(numerator, denominator).at({"test", 2, mode}).text();
  };
  EXPECT_EQ(at(50, 1, Rounding::half_up), "0.01");
  EXPECT_EQ(at(50, 1, Rounding::half_even), "0.00");
  EXPECT_EQ(at(150, 1, Rounding::half_even), "0.02");
  EXPECT_EQ(at(-50, 1, Rounding::half_up), "-0.01");
  EXPECT_EQ(at(-50, 1, Rounding::half_even), "0.00");
  EXPECT_EQ(at(149, 3, Rounding::half_up), "0.00");
  EXPECT_EQ(at(151, 3, Rounding::half_up), "0.01");
  EXPECT_THROW(Unrounded(1, 1).at({"test", 5, Rounding::half_up}), std::invalid_argument);
  EXPECT_THROW(Unrounded(1, 1).at({"test", -1, Rounding::half_up}), std::invalid_argument);
}

TEST(RoundingPoints, AreNamedOnce) {
  for (std::size_t at = 0; at < rounding_points.size(); ++at) {
    for (std::size_t other = 0; other < at; ++other) {
      EXPECT_NE(rounding_points[at].name, rounding_points[other].name);
    }
  }
}

}  // namespace
}  // namespace assize::pricing
