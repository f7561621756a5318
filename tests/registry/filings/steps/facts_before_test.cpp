#include "registry/filings/steps/facts_before.h"

#include "registry/filings/steps/assess_filing.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry {
namespace {

using testing::fee_file;
using testing::fee_row;
using testing::FeeRow;
using testing::FilingFixture;

class FactsBeforeTest : public FilingFixture {
 protected:
  // In effect, filed by the regulator on a day before it begins.
  void filed_before(const std::string& line, const std::string& price, const std::string& from,
                    const std::string& to, const std::string& urn = "900001") {
    const auto filing = file(
        fee_file({fee_row(urn, line, price, {{"effective_from", from}, {"effective_to", to}})}),
        FilingChoice::all_or_nothing, regulator(), day(from).plus_days(-1));
    ASSERT_TRUE(filing);
    ASSERT_EQ(filing->status, FilingStatus::in_effect) << filing->assessment_json;
  }
  static bool has(const Filing& filing, const std::string& text) {
    return filing.assessment_json.find(text) != std::string::npos;
  }
};

TEST_F(FactsBeforeTest, HoldsASecondIncreaseWithin52Weeks) {
  filed_before("DAY", "50000.00", "2024-09-01", "2025-08-31");
  filed_before("DAY", "51000.00", "2025-09-01", "2026-02-28");
  const auto second =
      file(fee_file({fee_row("900001", "DAY", "51500.00",
                             {{"effective_from", "2026-03-01"}, {"effective_to", "2026-08-31"}})}),
           FilingChoice::all_or_nothing, regulator(), day("2026-02-01"));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->status, FilingStatus::held);
  EXPECT_TRUE(has(*second, "\"rule\": \"UNI-03\"")) << second->assessment_json;
  EXPECT_TRUE(has(*second, "181 days after its last increase, on 1 September 2025"));
  EXPECT_EQ(
      document(*second, FilingDocument::facts),
      R"({"agreements":[],"ended_placements":[],"history":[{"annual_price":"50000.00","effective_from":"2024-09-01",)"
      R"("effective_to":"2025-08-31","line":"DAY","unit":"year","unit_price":"50000.00",)"
      R"("units_per_year":"1.00","urn":"900001"},{"annual_price":"51000.00",)"
      R"("effective_from":"2025-09-01","effective_to":"2026-02-28","line":"DAY",)"
      R"("unit":"year","unit_price":"51000.00","units_per_year":"1.00","urn":"900001"}],)"
      R"("ownership_changes":[],"placements":[]})");
}

TEST_F(FactsBeforeTest, FlagsAnIncreaseWithinAYearOfAChangeOfOwnership) {
  filed_before("DAY", "50000.00", "2026-01-01", "2026-12-31", "900003");
  const auto rise =
      file(fee_file({fee_row("900003", "DAY", "51000.00",
                             {{"effective_from", "2027-01-01"}, {"effective_to", "2027-12-31"}})}));
  ASSERT_TRUE(rise);
  EXPECT_EQ(rise->status, FilingStatus::in_effect) << rise->assessment_json;
  EXPECT_TRUE(has(*rise, "\"rule\": \"UNI-09\"")) << rise->assessment_json;
  EXPECT_TRUE(has(*rise, "passed from Northern Care to Southern on 1 January 2027"));
}

TEST_F(FactsBeforeTest, TakesAMoveWithinAGroupForNoChange) {
  execute("INSERT INTO provider_group (id, name) VALUES ('all', 'All')");
  execute("UPDATE provider SET group_id = 'all'");
  filed_before("DAY", "50000.00", "2026-01-01", "2026-12-31", "900003");
  const auto rise =
      file(fee_file({fee_row("900003", "DAY", "51000.00",
                             {{"effective_from", "2027-01-01"}, {"effective_to", "2027-12-31"}})}));
  EXPECT_FALSE(has(*rise, "\"rule\": \"UNI-09\"")) << rise->assessment_json;
}

TEST_F(FactsBeforeTest, HoldsAFirstPriceFiledAgainBeforeItBeginsToTheLimit) {
  file_in_effect({fee_row("900001", "DAY", "50000.00")});
  const auto again = file(fee_file({fee_row("900001", "DAY", "60000.00")}));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, FilingStatus::held);
  EXPECT_TRUE(has(*again, "\"rule\": \"UNI-04\"")) << again->assessment_json;
}

pricing::PastPrice price(const char* pounds, const char* from, const char* to) {
  const auto amount = pricing::Pounds::parse(pounds).value();
  return {pricing::Urn::from_number(900'001).value(),
          "A",
          pricing::Date::parse(from).value(),
          pricing::Date::parse(to).value(),
          pricing::Unit::year,
          100,
          amount,
          amount};
}

std::string held(const std::vector<pricing::PastPrice>& last_filed_first) {
  std::string text;
  for (const auto& each : days_held(last_filed_first)) {
    text += each.unit_price.text() + " " + each.effective_from.text() + " " +
            each.effective_to.text() + "\n";
  }
  return text;
}

TEST(DaysHeld, AreThoseOfTheLastFiled) {
  EXPECT_EQ(held({}), "");
  EXPECT_EQ(held({price("2", "2025-09-01", "2026-08-31"), price("1", "2025-09-01", "2026-08-31")}),
            "2.00 2025-09-01 2026-08-31\n");
  EXPECT_EQ(held({price("2", "2026-01-01", "2026-08-31"), price("1", "2025-09-01", "2026-08-31")}),
            "1.00 2025-09-01 2025-12-31\n2.00 2026-01-01 2026-08-31\n");
  EXPECT_EQ(held({price("3", "2026-08-31", "2026-09-01"), price("2", "2026-01-01", "2026-01-31"),
                  price("1", "2025-09-01", "2026-08-31")}),
            "1.00 2025-09-01 2025-12-31\n2.00 2026-01-01 2026-01-31\n"
            "1.00 2026-02-01 2026-08-30\n3.00 2026-08-31 2026-09-01\n");
}

}  // namespace
}  // namespace assize::registry
