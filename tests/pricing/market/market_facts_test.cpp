#include "pricing/market/market_facts.h"

#include <gtest/gtest.h>

#include "pricing/market/assess_market.h"
#include "pricing/market/grid.h"
#include "tests/pricing/market/market_cases.h"
#include "tests/pricing/text_table.h"

namespace assize::pricing {
namespace {

constexpr std::string_view every_fact =
    R"({"inspections":[{"body":"Ofsted","day":"2026-05-03","standards":"unmet","urn":"900001"}],)"
    R"("placements":[{"age_from":5,"age_to":15,"basis":"directed","commissioner":"301","count":2,)"
    R"("from":"2026-09-01","need":"ASD","to":"2027-08-31","urn":"900001"},{"basis":"spot",)"
    R"("commissioner":"302","count":0,"from":"2026-09-01","need":"DS","urn":"900002"}],)"
    R"("schools":[{"easting":"512345.6","group":"G","name":"Hill \"School\"",)"
    R"("northing":"198765.05","provider":"P","region":"East","urn":"900001"},{"name":"Dale",)"
    R"("urn":"900002"}],)"
    R"("standings":[{"day":"2020-01-01","kind":"section41","state":"granted","urn":"900001"}],)"
    R"("vacancies":[{"age_from":5,"age_to":5,"need":"ANY","places":3,"provision":"day",)"
    R"("stated":"2026-11-01","urn":"900002"}]})";

TEST(MarketFacts, AreReadFromTheirCanonicalFormAndWrittenBackAlike) {
  const auto facts = read_market_facts(every_fact);
  ASSERT_TRUE(facts) << facts.faults()[0].place << facts.faults()[0].message;
  EXPECT_EQ(write_market_facts(*facts), every_fact);
  EXPECT_EQ(facts->schools->at(0).position->easting_centimetres, 51'234'560);
  EXPECT_EQ(facts->schools->at(0).position->northing_centimetres, 19'876'505);
  EXPECT_FALSE(facts->schools->at(1).position);
}

TEST(MarketFacts, TellAListThatIsEmptyFromOneThatWasNotGiven) {
  EXPECT_EQ(read_market_facts("{}")->given(), 0);
  const auto empty = read_market_facts(R"({"vacancies":[]})");
  EXPECT_EQ(empty->given(), market_lists(MarketList::vacancies));
  EXPECT_EQ(write_market_facts(*empty), R"({"vacancies":[]})");
}

TEST(MarketFacts, ReportEveryFaultAsTheirTableSays) {
  // A row: the facts, and then place and message of each fault.
  for (const TableRow& row : read_table("tests/pricing/market/fault_cases.txt")) {
    const auto facts = read_market_facts(row.fields.at(0));
    std::vector<std::string> found;
    for (const Fault& fault : facts.faults()) {
      found.push_back(fault.place);
      found.push_back(fault.message);
    }
    EXPECT_EQ(found, std::vector(row.fields.begin() + 1, row.fields.end())) << "line " << row.line;
  }
}

TEST(MarketFacts, WithASchoolTwiceAreNoFacts) {
  MarketFacts facts = read_market_facts(every_fact).value();
  facts.schools->push_back(facts.schools->front());
  EXPECT_THROW(assess_market(facts, market_book(), Date()), std::invalid_argument);
}

TEST(Grid, ComparesByWholeSquares) {
  const GridPosition here{0, 0};
  EXPECT_TRUE(is_within_twenty_miles(here, {3'218'688, 0}));
  EXPECT_FALSE(is_within_twenty_miles(here, {3'218'689, 0}));
  EXPECT_FALSE(is_within_twenty_miles(here, {3'218'688, 1}));
  EXPECT_EQ(squared_distance({0, 130'000'000}, {70'000'000, 0}), 21'800'000'000'000'000);
  EXPECT_EQ(metres_text(5), "0.05");
  EXPECT_EQ(metres_text(-150), "-1.5");
  EXPECT_EQ(square_metres_text(twenty_miles_squared), "1035995244.1344");
}

}  // namespace
}  // namespace assize::pricing
