#include "pricing/returns/read_returns.h"

#include <gtest/gtest.h>

#include "pricing/returns/amount.h"
#include "pricing/returns/assess_returns.h"
#include "tests/pricing/returns/return_cases.h"

namespace assize::pricing {
namespace {

std::string usual_file() { return returns_header() + returns_row(usual_return(2026)); }

// "2|FILE-03|error|message" for each finding of the file's form.
std::string forms(const std::string& bytes) {
  std::string out;
  for (const Finding& each : assess_returns(bytes, returns_book()).findings) {
    if (!each.rule.starts_with("FILE")) continue;
    out += std::to_string(each.line) + "|" + std::string(each.rule) + "|" +
           std::string(code(each.severity)) + "|" + each.message + "\n";
  }
  return out;
}

TEST(ReadReturns, ReadsEveryField) {
  std::vector<FinancialReturn> returns =
      read_returns("\xEF\xBB\xBF" + returns_header() +
                   returns_row(usual_return(2026, {{"group", "GB-COH-00000009"},
                                                   {"placements_public", "20.5"},
                                                   {"operating_surplus", "-0.01"}})));
  ASSERT_EQ(returns.size(), 1U);
  const FinancialReturn& read = returns[0];
  const auto pounds = [](std::int64_t whole) { return Pounds::from_pennies(whole * 100); };
  EXPECT_EQ(read.line, 2U);
  EXPECT_EQ(read.provider, "GB-COH-00000001");
  EXPECT_EQ(read.group, "GB-COH-00000009");
  EXPECT_EQ(read.year_from.text(), "2025-09-01");
  EXPECT_EQ(read.year_to.text(), "2026-08-31");
  EXPECT_EQ(read.due.text(), "2027-05-31");
  EXPECT_EQ(read.received.text(), "2027-05-31");
  EXPECT_EQ(read.income_public, pounds(900000));
  EXPECT_EQ(read.income_other, pounds(100000));
  EXPECT_EQ(read.staff, pounds(600000));
  EXPECT_EQ(read.premises, pounds(100000));
  EXPECT_EQ(read.rent_connected, pounds(50000));
  EXPECT_EQ(read.rent_other, pounds(10000));
  EXPECT_EQ(read.management_charges_connected, pounds(20000));
  EXPECT_EQ(read.royalties_connected, pounds(5000));
  EXPECT_EQ(read.depreciation, pounds(25000));
  EXPECT_EQ(read.other_operating, pounds(110000));
  EXPECT_EQ(read.interest_connected, pounds(3000));
  EXPECT_EQ(read.interest_other, pounds(7000));
  EXPECT_EQ(read.tax, pounds(13300));
  EXPECT_EQ(read.dividends, pounds(10000));
  EXPECT_EQ(read.loans_upstream, pounds(5000));
  EXPECT_EQ(read.loans_connected, pounds(50000));
  EXPECT_EQ(read.loans_other, pounds(150000));
  EXPECT_EQ(read.capital_employed, pounds(1000000));
  EXPECT_EQ(read.market_rent, pounds(50000));
  EXPECT_EQ(read.placements_public_hundredths, 2050);
  EXPECT_EQ(read.operating_surplus, Pounds::from_pennies(-1));
  EXPECT_EQ(read.surplus_before_tax.text(), "-10000.01");
  EXPECT_EQ(read.accounts_operating_surplus, Pounds::from_pennies(-1));
}

TEST(ReadReturns, LeavesOutRowsWithAFaultAndKeepsThePlacesOfTheRest) {
  const std::string file =
      returns_header() + returns_row(usual_return(2026, {{"tax", "x"}})) + "\na,b\n" +
      returns_row(
          usual_return(2027, {{"market_rent", ""}, {"group", ""}, {"rent_connected", "0"}}));
  const std::vector<FinancialReturn> returns = read_returns(file);
  ASSERT_EQ(returns.size(), 1U);
  EXPECT_EQ(returns[0].line, 5U);
  EXPECT_EQ(returns[0].market_rent, std::nullopt);
  EXPECT_EQ(assess_returns(file, returns_book()).lines, 3U);
  EXPECT_TRUE(read_returns("").empty());
}

TEST(ReadReturns, SaysWhatIsWrongWithAFile) {
  EXPECT_EQ(forms(usual_file()), "");
  EXPECT_EQ(forms(returns_header()),
            "1|FILE-02|error|the file has a header and no lines; write a row for each return\n");
  EXPECT_EQ(
      forms("Returns\n" + usual_file()),
      "2|FILE-02|error|the header is on line 2, below 1 row; delete what is above it, so that "
      "the header comes first\n");
  EXPECT_EQ(forms(usual_file() + "a,b\n"),
            "3|FILE-03|error|the row has 2 fields and the header has 29 columns; look for a comma "
            "or a value that is missing\n");
  EXPECT_EQ(
      forms(usual_file() + "\r\nR\xE9sum\xE9\r\n"),
      "0|FILE-01|warning|the file is not UTF-8 and was read as Windows-1252; check any £ and "
      "accented letters, or save it as CSV (UTF-8)\n"
      "4|FILE-03|error|the row has 1 field and the header has 29 columns; look for a comma or "
      "a value that is missing\n");
  EXPECT_EQ(forms(usual_file() + "\r\n" + std::string(1, '\0')),
            "4|FILE-01|error|the file is not text: line 4 has a byte 0; save it from the "
            "spreadsheet as CSV (UTF-8) and try again\n");
}

TEST(ReadReturns, ListsEveryRuleOfAFileThatCannotBeRead) {
  const Assessment assessment = assess_returns("\xFF\xFE", returns_book());
  ASSERT_EQ(assessment.not_assessed.size(), 11U);
  EXPECT_EQ(assessment.not_assessed.front(), (NotAssessed{"PRF-01", "the file could not be read"}));
  EXPECT_EQ(assessment.not_assessed.back().rule, "MKT-04");
  EXPECT_FALSE(assessment.accepted());
}

TEST(ReadReturns, NamesTheColumnsThatARuleMisses) {
  const std::string file =
      "provider,year_from,year_to,tax,tax,group,group\nGB-COH-00000001,"
      "2025-09-01,2026-08-31,1,1,GB-COH-00000009,GB-COH-00000009\n";
  const Assessment assessment = assess_returns(file, returns_book());
  const auto because = [&](std::string_view rule) {
    std::string out;
    for (const NotAssessed& each : assessment.not_assessed) {
      if (each.rule == rule) out += each.because + "\n";
    }
    return out;
  };
  EXPECT_EQ(because("PRF-06"),
            "the file has not one column tax, dividends, loans_upstream, surplus_before_tax\n");
  EXPECT_EQ(because("PRF-03"), "the file has not one column rent_connected\n");
  EXPECT_EQ(because("PRF-08"), "the file has not one column capital_employed, operating_surplus\n");
  EXPECT_NE(because("PRF-01").find("operating_surplus, group\n"), std::string::npos);
  EXPECT_EQ(assessment.counts.count("PRF-09"), 0U);
}

TEST(AmountOfReturns, IsWrittenExactly) {
  const Amount penny = Pounds::from_pennies(1);
  EXPECT_EQ(Amount().text(), "0.00");
  EXPECT_EQ((penny * Ratio::of(1, 1'000'000)).text(), "0.00000001");
  EXPECT_EQ((Amount() - penny).display(), "-£0.01");
  EXPECT_EQ(Amount(Pounds::from_pennies(123456789)).display(), "£1,234,567.89");
  EXPECT_EQ((Amount(Pounds::from_pennies(100)) * Ratio::of(1, 8)).display(), "£0.125");
  EXPECT_EQ(Amount(Pounds::from_pennies(-12345)).text(), "-123.45");
  EXPECT_THROW((void)(penny * Ratio::of(1, 3)), std::domain_error);
}

}  // namespace
}  // namespace assize::pricing
