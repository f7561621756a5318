#include "pricing/exact/codes.h"

#include <gtest/gtest.h>

namespace assize::pricing {
namespace {

TEST(Codes, AreReadBack) {
  for (const auto text : provision_codes) EXPECT_EQ(code(*parse_provision(text)), text);
  for (const auto text : need_codes) EXPECT_EQ(code(*parse_need(text)), text);
  for (const auto text : unit_codes) EXPECT_EQ(code(*parse_unit(text)), text);
  for (const auto text : component_codes) EXPECT_EQ(code(*read_component(text)), text);
  EXPECT_EQ(code(Need::any), "ANY");
  EXPECT_EQ(code(Provision::any), "any");
  EXPECT_EQ(code(Unit::year), "year");
  EXPECT_EQ(code(Component::total), "total");
}

TEST(ItemCodes, KnowsTheThirteenAndPlacementFirst) {
  const ItemCodes items;
  EXPECT_EQ(items.size(), 13U);
  EXPECT_EQ(items.find("placement"), Item::placement);
  EXPECT_EQ(items.code(*items.find("other")), "other");
  EXPECT_FALSE(items.find("Placement").has_value());
  EXPECT_FALSE(items.find("").has_value());
  EXPECT_FALSE(items.find(std::string(1000, 'a')).has_value());
}

TEST(ItemCodes, TakesSixtyFourAndNoMore) {
  ItemCodes items;
  std::vector<std::string> added;
  while (items.size() < 64) {
    added.push_back("item_" + std::to_string(items.size()));
    ASSERT_TRUE(items.add(added.back()).ok());
  }
  for (const auto& item : added) EXPECT_EQ(items.code(*items.find(item)), item);
  EXPECT_TRUE(items.add("item_20").ok()) << "a known item is not one more";
  EXPECT_EQ(items.add("one_more").faults().front().message,
            "\"one_more\" is one item too many: there may be 64 in all");
}

TEST(ItemCodes, RefusesWhatIsNoCode) {
  ItemCodes items;
  for (const std::string bad : {"", "Riding", "1st", "_x", "a-b", "a b", "é"}) {
    EXPECT_FALSE(items.add(bad).ok()) << bad;
  }
  EXPECT_FALSE(items.add(std::string(41, 'a')).ok());
  EXPECT_TRUE(items.add(std::string(40, 'a')).ok());
}

TEST(RegulatedTypes, AreThree) {
  int count = 0;
  for (int type = 0; type < 100; ++type) count += is_regulated_type(type) ? 1 : 0;
  EXPECT_EQ(count, 3);
  EXPECT_TRUE(is_regulated_type(8) && is_regulated_type(10) && is_regulated_type(32));
}

}  // namespace
}  // namespace assize::pricing
