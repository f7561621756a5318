// Returns handed in before, as far as PRF-02 reads them; writing returns; and what a placement
// costs by one.
#include <gtest/gtest.h>

#include "pricing/returns/assess_returns.h"
#include "pricing/returns/read_returns.h"
#include "pricing/returns/write_returns.h"
#include "tests/pricing/returns/return_cases.h"

namespace assize::pricing {
namespace {

std::string file_of(const std::vector<ReturnTexts>& returns) {
  std::string file = returns_header();
  for (const ReturnTexts& each : returns) file += returns_row(each);
  return file;
}

// Growth of 2% a year, and costs as they were.
ReturnTexts year(int last, const char* income) {
  return usual_return(last, {{"income_public", income}});
}
ReturnTexts year_2026() { return year(2026, "900000"); }
ReturnTexts year_2027() { return year(2027, "918000"); }
ReturnTexts year_2028() { return year(2028, "936360"); }

std::uint64_t found(const Assessment& assessment, std::string_view rule) {
  const auto count = assessment.counts.find(rule);
  return count == assessment.counts.end() ? 0 : count->second;
}
std::uint64_t growth_findings(const Assessment& assessment) { return found(assessment, "PRF-02"); }

// PRF-02's findings, without the places of the years, which are in another file.
std::string growth_message(const Assessment& assessment) {
  for (const Finding& finding : assessment.findings) {
    if (finding.rule == "PRF-02") return finding.message;
  }
  return "";
}

TEST(EarlierReturns, MakeTheSameGrowthAsTheyWouldInTheFile) {
  const RuleBook book = returns_book();
  const Assessment whole = assess_returns(file_of({year_2026(), year_2027(), year_2028()}), book);
  const Assessment last =
      assess_returns(file_of({year_2028()}), book, true, file_of({year_2027(), year_2026()}));
  EXPECT_EQ(growth_findings(last), 1U);
  EXPECT_EQ(growth_message(last), growth_message(whole));
  EXPECT_NE(growth_message(last), "");
  for (const Finding& finding : last.findings) {
    EXPECT_EQ(finding.line, 2U) << "nothing is found on an earlier return";
    if (finding.rule != "PRF-02") continue;
    EXPECT_EQ(finding.working[0].find("year to 31 August 2026 (an earlier return): "), 0U);
    EXPECT_EQ(finding.working[2].find("year to 31 August 2028 (line 2): "), 0U);
  }
  EXPECT_EQ(last.lines, 1U);
}

TEST(EarlierReturns, AreReplacedByThoseInTheFile) {
  const RuleBook book = returns_book();
  const std::string corrected = file_of({year_2026(), year_2028()});
  // The year to 2027 as it was before it was corrected, a day longer.
  ReturnTexts before = usual_return(2027, {{"income_public", "900000"}});
  before["year_to"] = "2027-09-01";
  const std::string earlier = file_of({before, year_2027()});
  EXPECT_EQ(growth_findings(assess_returns(file_of({year_2026(), year_2027(), year_2028()}), book,
                                           true, file_of({before}))),
            1U);
  EXPECT_EQ(growth_findings(assess_returns(corrected, book, true, file_of({year_2027()}))), 1U);
  // The longer one overlaps the file's year 2028, and is replaced by it; the other still stands.
  EXPECT_EQ(growth_findings(assess_returns(corrected, book, true, earlier)), 1U);
}

TEST(EarlierReturns, ThatOverlapOneAnotherAreNotGrownFrom) {
  const RuleBook book = returns_book();
  const Assessment assessment = assess_returns(file_of({year_2028()}), book, true,
                                               file_of({year_2026(), year_2026(), year_2027()}));
  EXPECT_EQ(growth_findings(assessment), 0U);
  EXPECT_EQ(found(assessment, "FV-08"), 0U);
}

TEST(EarlierReturns, OfOthersOrLaterOrUnreadableSayNothing) {
  const RuleBook book = returns_book();
  const std::string file = file_of({year_2028()});
  const Assessment alone = assess_returns(file, book);
  const auto same = [&](const std::string& earlier) {
    EXPECT_EQ(assess_returns(file, book, true, earlier).not_assessed, alone.not_assessed);
  };
  same(returns_header());
  same("\xFF\xFE");
  ReturnTexts other = year_2027();
  other["provider"] = "GB-COH-00000009";
  same(file_of({other}));
  same(file_of({year(2029, "950000")}));
  const Assessment one_year = assess_returns(file, book, true, file_of({year_2027()}));
  EXPECT_EQ(growth_findings(one_year), 0U);
  ASSERT_FALSE(one_year.not_assessed.empty());
  EXPECT_EQ(one_year.not_assessed.back().because,
            "the returns of the two years before are neither in the file nor among the earlier "
            "ones for 1 line");
}

TEST(WriteReturns, IsReadBackAsItWas) {
  ReturnTexts blank = usual_return(2027);
  blank["market_rent"] = "";
  blank["accounts_operating_surplus"] = "";
  blank["placements_public"] = "19.05";
  blank["operating_surplus"] = "-1.5";
  std::vector<FinancialReturn> returns = read_returns(file_of({year_2026(), blank}));
  ASSERT_EQ(returns.size(), 2U);
  const std::string text = write_returns(returns);
  EXPECT_EQ(read_returns(text), returns);
  EXPECT_EQ(write_returns(read_returns(text)), text);
  EXPECT_NE(text.find(",19.05,-1.50,"), std::string::npos) << text;
}

TEST(CostPerPlacement, IsOperatingCostsOverPlacementsExactly) {
  FinancialReturn values;
  EXPECT_FALSE(cost_per_placement(values));
  values.staff = Pounds::parse("100.00").value();
  values.rent_connected = Pounds::parse("0.01").value();
  values.placements_public_hundredths = 150;
  const auto cost = cost_per_placement(values);
  ASSERT_TRUE(cost);
  // £100.01 over one and a half is £66.67333…
  EXPECT_TRUE(Pounds::parse("66.67").value() < *cost);
  EXPECT_TRUE(*cost < Pounds::parse("66.68").value());
  EXPECT_EQ(*cost, Unrounded(1'000'100 * 2, 3)) << "exact: two thirds of it";
}

}  // namespace
}  // namespace assize::pricing
