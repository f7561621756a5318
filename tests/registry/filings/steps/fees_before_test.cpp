#include "registry/filings/steps/fees_before.h"

#include <sstream>

#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry {
namespace {

using testing::fee_row;
using testing::FilingFixture;

pricing::FeeLine new_line(std::uint32_t urn, const std::string& from,
                          const std::string& line = "NEW") {
  const pricing::Date day = pricing::Date::parse(from).value();
  const pricing::Pounds nil;
  return {2,
          pricing::Urn::from_number(urn).value(),
          line,
          pricing::Item::placement,
          pricing::Provision::day,
          pricing::Need::asd,
          5,
          15,
          pricing::Unit::year,
          100,
          nil,
          nil,
          nil,
          nil,
          nil,
          nil,
          {},
          "0",
          day,
          day.plus_days(300),
          std::nullopt,
          "",
          ""};
}

class FeesBeforeTest : public FilingFixture {
 protected:
  // A line as an earlier filing left it; later calls are later filings.
  void earlier(const std::string& urn, const std::string& line, const std::string& price,
               const std::string& from, const std::string& to,
               const std::string& decision = "in_effect") {
    const std::string id(26, static_cast<char>('A' + filings_++));
    const std::string order = std::to_string(filings_);
    execute(
        "INSERT INTO filing (id, account_id, organisation_id, received_at, filed_on, choice,"
        " status, edition, fees_sha256, previous_sha256, register_sha256, facts_sha256, "
        "assessment_sha256,"
        " commitment_random, lines_in_effect, lines_held, lines_refused, receipt) VALUES ('" +
        id +
        "', '', '', '2026-01-01', '2026-01-01', 'good_lines', 'in_effect', '2026.1', '', '', '',"
        " '', '', '', 0, 0, 0, '')");
    execute(
        "INSERT INTO fee_line (filing_id, filing_order, line_number, decision, urn, line, item,"
        " provision, need, age_from, age_to, unit, units_per_year, unit_price, annual_price,"
        " education, boarding, care, health, vat_rate, effective_from, effective_to, notice_given,"
        " included, new_provision) VALUES ('" +
        id + "', " + order + ", 2, '" + decision + "', " + urn + ", '" + line +
        "', 'horse_riding', 'day', 'ASD', 5, 15, 'year', 1, " + price + ", " + price + ", " +
        price + ", 0, 0, 0, '0', '" + from + "', '" + to + "', '2025-05-01', 'a;b', 'x, \"y\"')");
  }
  // "URN LINE PRICE" for each line found.
  std::vector<std::string> found(const std::vector<pricing::FeeLine>& lines) {
    std::istringstream file(text(lines));
    std::vector<std::string> rows;
    std::string row;
    std::getline(file, row);
    while (std::getline(file, row)) {
      std::vector<std::string> fields(1);
      for (const char c : row) {
        if (c == ',') {
          fields.emplace_back();
        } else {
          fields.back().push_back(c);
        }
      }
      rows.push_back(fields[0] + " " + fields[1] + " " + fields[9]);
    }
    return rows;
  }
  std::string text(const std::vector<pricing::FeeLine>& lines) {
    return database_->with_connection(
        [&](Connection& connection) { return fees_before(connection, lines); });
  }
  int filings_ = 0;
};

using Rows = std::vector<std::string>;

TEST_F(FeesBeforeTest, IsAHeaderAloneWhereThereAreNone) {
  const std::string header =
      "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,"
      "education,boarding,care,health,vat_rate,effective_from,effective_to,notice_given,included,"
      "new_provision\n";
  EXPECT_EQ(text({}), header);
  EXPECT_EQ(text({new_line(900'001, "2026-09-01")}), header);
}

TEST_F(FeesBeforeTest, IsAFeeFileOfTheLinesAsTheyWereFiled) {
  earlier("900001", "A", "1234.50", "2025-09-01", "2026-08-31");
  const std::string file = text({new_line(900'001, "2026-09-01")});
  EXPECT_EQ(file.substr(file.find('\n') + 1),
            "900001,A,horse_riding,day,ASD,5,15,year,1.00,1234.50,1234.50,1234.50,0.00,0.00,0.00,0,"
            "2025-09-01,2026-08-31,2025-05-01,a;b,\"x, \"\"y\"\"\"\n");
}

TEST_F(FeesBeforeTest, LooksBackFromTheDayOnWhichTheNewPricesBegin) {
  earlier("900001", "DAY-BEFORE", "1.00", "2026-08-31", "2027-08-30");
  earlier("900001", "SAME-DAY", "2.00", "2026-09-01", "2027-08-31");
  earlier("900001", "ENDED-366", "3.00", "2024-09-01", "2025-08-31");
  earlier("900001", "ENDED-367", "4.00", "2024-09-01", "2025-08-30");
  earlier("900001", "HELD", "5.00", "2025-09-01", "2026-08-31", "held");
  earlier("900001", "REFUSED", "6.00", "2025-09-01", "2026-08-31", "refused");
  earlier("900002", "OTHER-SCHOOL", "7.00", "2025-09-01", "2026-08-31");
  EXPECT_EQ(found({new_line(900'001, "2026-09-01")}),
            (Rows{"900001 DAY-BEFORE 1.00", "900001 ENDED-366 3.00"}));
}

TEST_F(FeesBeforeTest, LooksBackFromEachSchoolsOwnFirstDay) {
  earlier("900001", "A", "1.00", "2026-09-01", "2027-08-31");
  earlier("900002", "B", "2.00", "2026-09-01", "2027-08-31");
  EXPECT_EQ(found({new_line(900'002, "2027-09-01"), new_line(900'001, "2027-09-01"),
                   new_line(900'001, "2026-09-01")}),
            Rows{"900002 B 2.00"});
}

TEST_F(FeesBeforeTest, TakesThePriceThatHeldLast) {
  earlier("900001", "RISEN", "1.00", "2025-09-01", "2026-08-31");
  earlier("900001", "RISEN", "2.00", "2026-01-01", "2026-08-31");
  earlier("900001", "BACK-FILED", "3.00", "2025-09-01", "2026-08-31");
  earlier("900001", "BACK-FILED", "4.00", "2024-09-01", "2025-12-31");
  earlier("900001", "ON-GOING", "5.00", "2026-01-01", "2026-12-31");
  earlier("900001", "ON-GOING", "6.00", "2025-10-01", "2026-08-31");
  EXPECT_EQ(found({new_line(900'001, "2026-09-01")}),
            (Rows{"900001 BACK-FILED 3.00", "900001 ON-GOING 6.00", "900001 RISEN 2.00"}));
}

TEST_F(FeesBeforeTest, IsThePriceToBeReplacedWhereALineHasNoneBefore) {
  earlier("900001", "FIRST", "1.00", "2026-09-01", "2027-08-31");
  earlier("900001", "FIRST", "2.00", "2026-09-01", "2027-08-31");
  earlier("900001", "FIRST", "3.00", "2026-09-02", "2027-08-31");
  earlier("900001", "FIRST", "4.00", "2026-09-01", "2027-08-31", "held");
  earlier("900001", "BOTH", "5.00", "2025-09-01", "2026-08-31");
  earlier("900001", "BOTH", "6.00", "2026-09-01", "2027-08-31");
  earlier("900001", "LATER", "7.00", "2026-09-15", "2027-08-31");
  earlier("900001", "UNASKED", "8.00", "2026-09-01", "2027-08-31");
  earlier("900001", "ENDED", "9.00", "2026-09-15", "2026-09-30");
  EXPECT_EQ(
      found({new_line(900'001, "2026-09-01", "FIRST"), new_line(900'001, "2026-09-01", "BOTH"),
             new_line(900'001, "2026-10-01", "LATER"), new_line(900'001, "2026-10-01", "ENDED")}),
      (Rows{"900001 BOTH 5.00", "900001 FIRST 2.00", "900001 LATER 7.00"}));
}

}  // namespace
}  // namespace assize::registry
