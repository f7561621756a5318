#include <gtest/gtest.h>

#include "pricing/impact/impact.h"

namespace assize::pricing {
namespace {

Unrounded nine_hundredfold(std::string_view ceiling) {
  return {static_cast<Wide>(Pounds::parse(ceiling).value().ten_thousandths()) * 900, 900};
}

// A hundred times this price and denominator passes 64 bits; the ceiling's numerator does not.
TEST(DistancePlace, IsExactPast64Bits) {
  const Pounds price = Pounds::parse("999999999999.99").value();
  EXPECT_EQ(distance_place(price, nine_hundredfold("999999999999.99")), 100U);
  EXPECT_EQ(distance_place(price, nine_hundredfold("999999999999.98")), 101U);
  EXPECT_EQ(distance_place(price, nine_hundredfold("500000000000.00")), 200U);
  EXPECT_EQ(distance_place(price, nine_hundredfold("60000.00")), distance_places - 1);
}

}  // namespace
}  // namespace assize::pricing
