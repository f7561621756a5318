#include "pricing/facts/facts.h"

#include <gtest/gtest.h>

#include "pricing/exact/date.h"

namespace assize::pricing {
namespace {

constexpr std::string_view every_fact =
    R"({"agreements":[{"commissioner":"301","day":"2026-05-01","effective_from":"2026-09-01",)"
    R"("line":"A","position":"challenged","urn":"123456"}],)"
    R"("ended_placements":[{"commissioner":"la \"x\"","day":"2026-06-01","line":"A",)"
    R"("urn":"123456"}],)"
    R"("history":[{"annual_price":"38000.00","effective_from":"2025-09-01",)"
    R"("effective_to":"2026-08-31","line":"A","unit":"week","unit_price":"1000.00",)"
    R"("units_per_year":"38.05","urn":"123456"}],)"
    R"("ownership_changes":[{"day":"2026-01-01","from":"Hill","to":"Dale","urn":"123456"}],)"
    R"("placements":[{"agreed":{"unit":"day","unit_price":"200.10"},"basis":"spot",)"
    R"("commissioner":"301","from":"2025-09-01","line":"A","reference":"P1","to":"2026-08-31",)"
    R"("urn":"123456"},{"basis":"directed","commissioner":"301","from":"2025-09-01","line":"B",)"
    R"("reference":"P2","urn":"123456"}]})";

TEST(Facts, AreReadFromTheirCanonicalFormAndWrittenBackAlike) {
  const auto facts = read_facts(every_fact);
  ASSERT_TRUE(facts) << facts.faults()[0].place << facts.faults()[0].message;
  EXPECT_EQ(write_facts(*facts), every_fact);
  EXPECT_EQ(facts->history->at(0).units_hundredths, 3805);
  EXPECT_EQ(facts->agreements->at(0).position, Position::challenged);
  EXPECT_FALSE(facts->placements->at(1).to);
}

TEST(Facts, TellAListThatIsEmptyFromOneThatWasNotGiven) {
  const auto none = read_facts("{}");
  EXPECT_FALSE(none->history);
  EXPECT_EQ(write_facts(*none), "{}");
  const auto empty = read_facts(R"({"history": []})");
  EXPECT_TRUE(empty->history);
  EXPECT_EQ(write_facts(*empty), R"({"history":[]})");
}

TEST(Facts, HaveOneFormWhateverTheirOrder) {
  const auto one = read_facts(
      R"({"ownership_changes": [{"urn":"200000","day":"2026-01-01","from":"a","to":"b"},
          {"to":"b","from":"a","day":"2026-01-02","urn":"100000"},
          {"urn":"100000","day":"2026-01-01","from":"a","to":"b"}]})");
  EXPECT_EQ(write_facts(*one),
            R"({"ownership_changes":[{"day":"2026-01-01","from":"a","to":"b","urn":"100000"},)"
            R"({"day":"2026-01-02","from":"a","to":"b","urn":"100000"},)"
            R"({"day":"2026-01-01","from":"a","to":"b","urn":"200000"}]})");
}

TEST(Facts, ReportEveryFaultWithItsPath) {
  const auto facts = read_facts(
      R"({"events": [], "history": [{"urn":"12","line":"A","effective_from":"2026-09-01",
          "effective_to":"2026-08-31","unit":"weeks","units_per_year":"1.005","unit_price":1000,
          "annual_price":"38000.00"}],
          "agreements": [{"urn":"123456","line":"A","commissioner":"","effective_from":"2026-09-01",
          "day":"2026-05-01","position":"agreed"}],
          "placements": [{"urn":"123456","line":"A","commissioner":"301","reference":"P",
          "from":"2026-09-01","to":"2026-08-31","basis":"Spot","agreed":{"unit":"day"}}]})");
  ASSERT_FALSE(facts);
  std::string places;
  for (const Fault& fault : facts.faults()) places += fault.place + "\n";
  EXPECT_EQ(places,
            "$.events\n"
            "$.agreements[0].commissioner\n$.agreements[0].position\n"
            "$.history[0].urn\n$.history[0].unit\n$.history[0].units_per_year\n"
            "$.history[0].unit_price\n$.history[0].effective_to\n"
            "$.placements[0].basis\n$.placements[0].to\n$.placements[0].agreed.unit_price\n");
  EXPECT_EQ(facts.faults()[2].message,
            "\"agreed\" is not one of the codes: write one of accepted, challenged");
}

TEST(YearsBefore, IsTheSameDateOrTheLastOfFebruary) {
  const auto before = [](const char* day, int years) {
    return years_before(Date::parse(day).value(), years).text();
  };
  EXPECT_EQ(before("2026-09-01", 3), "2023-09-01");
  EXPECT_EQ(before("2028-02-29", 3), "2025-02-28");
  EXPECT_EQ(before("2028-02-29", 4), "2024-02-29");
  EXPECT_EQ(before("2027-02-28", 3), "2024-02-28");
  EXPECT_EQ(before("2026-09-01", 0), "2026-09-01");
}

}  // namespace
}  // namespace assize::pricing
