#include "pricing/exact/exact_sum.h"

#include <gtest/gtest.h>

namespace assize::pricing {
namespace {

TEST(ExactSum, HoldsAndShowsEveryPlace) {
  EXPECT_EQ(ExactSum().text(), "0.00");
  EXPECT_EQ(ExactSum::of(Unrounded(1, 10'000), 1).text(), "0.0000000001");
  EXPECT_EQ(ExactSum::of(Unrounded(12'345'000, 1), 100).text(), "1234.50");
  EXPECT_EQ(ExactSum::of(Unrounded(12'345'000, 1), 3800).text(), "46911.00");
  EXPECT_EQ(ExactSum::of(Unrounded(-7, 2), 100).text(), "-0.00035");
  EXPECT_EQ(ExactSum::of(Unrounded(50, 1), 100).display(), "£0.00");
  EXPECT_EQ(ExactSum::of(Unrounded(150, 1), 100).display(), "£0.02");
  EXPECT_THROW(ExactSum::of(Unrounded(1, 3), 100), std::invalid_argument);
}

}  // namespace
}  // namespace assize::pricing
