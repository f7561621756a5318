#include "pricing/market/grid.h"

namespace assize::pricing {
namespace {

// The number over 10^places, without noughts at its end.
std::string decimal_text(std::int64_t number, std::size_t places) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  digits.insert(digits.size() - places, ".");
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return (number < 0 ? "-" : "") + digits;
}

}  // namespace

std::string metres_text(std::int64_t centimetres) { return decimal_text(centimetres, 2); }

std::string square_metres_text(std::int64_t square_centimetres) {
  return decimal_text(square_centimetres, 4);
}

}  // namespace assize::pricing
