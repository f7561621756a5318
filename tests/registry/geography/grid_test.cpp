#include "registry/geography/grid.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

TEST(Grid, ReadsAPointInGreatBritainAndNothingElse) {
  EXPECT_EQ(parse_grid_point("460000,452000"), (GridPoint{460'000, 452'000}));
  EXPECT_EQ(parse_grid_point("0,0"), (GridPoint{0, 0}));
  EXPECT_EQ(parse_grid_point("700000,1300000"), (GridPoint{700'000, 1'300'000}));
  for (const char* text : {"", ",", "460000", "460000,", ",452000", "460000, 452000", "1.5,2",
                           "-1,5", "700001,0", "0,1300001", "460000,452000,1", "1e5,2"}) {
    EXPECT_FALSE(parse_grid_point(text)) << text;
  }
}

// York Minster (460310, 452160) to Leeds Town Hall (429760, 433960): 30,550 m and 18,200 m apart,
// so 35,560.2 m, which is 22.1 miles.
TEST(Grid, GivesAKnownDistance) {
  const std::int64_t squared = distance_squared({460'310, 452'160}, {429'760, 433'960});
  EXPECT_EQ(squared, 30'550LL * 30'550 + 18'200LL * 18'200);
  EXPECT_EQ(Miles::nearest(squared).text(), "22.1");
  EXPECT_EQ(distance_squared({0, 0}, {700'000, 1'300'000}), 2'180'000'000'000);
}

// Twenty miles are 32,186.88 m, so 1,035,995,244.1344 square metres.
TEST(Grid, TwentyMilesReachExactlyTwentyMiles) {
  const Miles twenty = Miles::parse("20").value();
  EXPECT_TRUE(twenty.reaches(1'035'995'244));
  EXPECT_FALSE(twenty.reaches(1'035'995'245));
  // 500 miles are 804,672 m exactly.
  EXPECT_TRUE(Miles::parse("500").value().reaches(804'672LL * 804'672));
  EXPECT_FALSE(Miles::parse("500").value().reaches(804'672LL * 804'672 + 1));
  // 12.5 miles are 20,116.8 m: 404,685,642.24.
  EXPECT_TRUE(Miles::parse("12.5").value().reaches(404'685'642));
  EXPECT_FALSE(Miles::parse("12.5").value().reaches(404'685'643));
}

TEST(Grid, ShowsADistanceToTheNearestTenthAHalfUp) {
  const auto shown = [](std::int64_t metres) { return Miles::nearest(metres * metres).text(); };
  EXPECT_EQ(shown(0), "0.0");
  EXPECT_EQ(shown(80), "0.0");  // half a tenth is 80.4672 m
  EXPECT_EQ(shown(81), "0.1");
  EXPECT_EQ(shown(241), "0.1");  // one and a half are 241.4016 m
  EXPECT_EQ(shown(242), "0.2");
  EXPECT_EQ(shown(1'476'482), "917.4");
}

TEST(Grid, ReadsMilesWithAtMostOneDecimal) {
  EXPECT_EQ(Miles::parse("0.1").value().tenths(), 1);
  EXPECT_EQ(Miles::parse("2.50").ok(), false);
  EXPECT_EQ(Miles::parse("500").value().text(), "500.0");
  for (const char* text : {"", "0", "0.0", "500.1", "501", "-1", "1.", ".5", "1,5", "1e1", " 5"}) {
    EXPECT_FALSE(Miles::parse(text)) << text;
  }
}

}  // namespace
}  // namespace assize::registry
