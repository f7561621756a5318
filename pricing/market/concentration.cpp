#include "pricing/market/concentration.h"

#include <boost/multiprecision/cpp_int.hpp>

#include "pricing/exact/rounding_points.h"

namespace assize::pricing {
namespace {

using boost::multiprecision::cpp_int;

std::string with_two_places(const cpp_int& hundredths) {
  std::string digits = hundredths.str();
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  return digits.insert(digits.size() - 2, ".");
}

}  // namespace

Concentration concentration_of(std::span<const std::uint64_t> held, std::uint64_t total) {
  static_assert(concentration_shown.places == 2 && concentration_shown.mode == Rounding::half_even);
  constexpr std::int64_t hundredths_of_all = 1'000'000;
  cpp_int squares;
  for (const std::uint64_t each : held) squares += cpp_int(each) * each;
  const cpp_int whole = cpp_int(total) * total;
  const cpp_int rest = squares * hundredths_of_all % whole;
  cpp_int hundredths = squares * hundredths_of_all / whole;
  if (2 * rest > whole || (2 * rest == whole && hundredths % 2 != 0)) ++hundredths;
  const cpp_int factor = boost::multiprecision::gcd(squares, whole);
  return {squares.str(), whole.str(),
          cpp_int(squares / factor).str() + "/" + cpp_int(whole / factor).str(),
          with_two_places(hundredths), rest == 0};
}

}  // namespace assize::pricing
