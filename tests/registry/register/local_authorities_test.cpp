#include "registry/register/local_authorities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace assize::registry {
namespace {

TEST(LocalAuthorities, AreThe153OfEngland) {
  const auto councils = local_authorities();
  EXPECT_EQ(councils.size(), 153U);
  EXPECT_TRUE(std::ranges::is_sorted(councils, {}, &LocalAuthority::code));
  std::set<std::string> regions;
  for (const LocalAuthority& council : councils) regions.insert(council.region);
  EXPECT_EQ(regions.size(), 9U);
  EXPECT_EQ(std::ranges::count(councils, "London", &LocalAuthority::region), 33);
}

TEST(LocalAuthorities, AreFoundByTheirCode) {
  const auto find = [](std::string_view code) {
    const auto* council = find_local_authority(pricing::LaCode::parse(code).value());
    return council == nullptr ? std::string() : council->name + " in " + council->region;
  };
  EXPECT_EQ(find("801"), "Bristol, City of in South West");
  EXPECT_EQ(find("201"), "City of London in London");
  EXPECT_EQ(find("943"), "Westmorland and Furness in North West");
  EXPECT_EQ(find("909"), "") << "Cumbria was abolished in 2023";
  EXPECT_EQ(find("661"), "") << "a Welsh council";
}

TEST(RegionOfSchool, IsItsCouncilsAndOnlyThenWhatItsSourceSays) {
  EXPECT_EQ(region_of_school("330", "Elsewhere"), "West Midlands");
  EXPECT_EQ(region_of_school("909", "North West"), "North West") << "a council that is no more";
  EXPECT_EQ(region_of_school("x", "London"), "London");
  EXPECT_EQ(region_of_school({}, "London"), "London");
  EXPECT_EQ(region_of_school({}, {}), "");
}

TEST(RegionNamed, MindsNoCapitals) {
  EXPECT_EQ(region_named("Yorkshire and The Humber"), "Yorkshire and the Humber");
  EXPECT_EQ(region_named("Wales (pseudo)"), "");
  EXPECT_EQ(region_named(""), "");
}

}  // namespace
}  // namespace assize::registry
