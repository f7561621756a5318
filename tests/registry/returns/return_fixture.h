// What the tests of returns stand on: providers that are known, and returns made a year at a time.
#pragma once

#include "registry/returns/held_returns.h"
#include "registry/returns/return_filing.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry::testing {

inline constexpr const char* first_provider = "GB-COH-ZZ000001";
inline constexpr const char* other_provider = "GB-COH-ZZ000002";
inline constexpr const char* today_text = "2026-03-31";  // by the fixture's clock

struct ReturnYear {
  int last = 2025;  // of the accounting year to 31 August
  std::string income_public = "900000.00";
  std::string received = today_text;
  std::string provider = first_provider;
  std::string staff = "600000.00";
  std::string due = "2026-05-31";
  std::string year_from{};  // where it is not as usual
};

inline std::string return_file(const std::vector<ReturnYear>& years) {
  std::string file =
      "provider,year_from,year_to,due,received,income_public,income_other,staff,premises,"
      "rent_connected,rent_other,management_charges_connected,royalties_connected,depreciation,"
      "other_operating,interest_connected,interest_other,tax,dividends,loans_upstream,"
      "loans_connected,loans_other,capital_employed,placements_public,operating_surplus,"
      "surplus_before_tax,market_rent\n";
  for (const ReturnYear& year : years) {
    const auto pounds = [](const std::string& text) {
      return pricing::Pounds::parse(text).value();
    };
    const pricing::Pounds surplus =
        pounds(year.income_public) + pounds("100000") - pounds(year.staff) - pounds("320000");
    const std::string from =
        year.year_from.empty() ? std::to_string(year.last - 1) + "-09-01" : year.year_from;
    file += year.provider + "," + from + "," + std::to_string(year.last) + "-08-31," + year.due +
            "," + year.received + "," + year.income_public + ",100000," + year.staff +
            ",100000,50000,10000,20000,5000,25000,110000,3000,7000,13300,0,0,50000,150000,1000000,"
            "20," +
            surplus.text() + "," + (surplus - pounds("10000")).text() + ",50000\n";
  }
  return file;
}

class ReturnFixture : public FilingFixture {
 protected:
  ReturnFixture() {
    execute(
        "INSERT INTO provider (id, name) VALUES ('GB-COH-ZZ000001', 'First'),"
        " ('GB-COH-ZZ000002', 'Other')");
  }

  Result<ReturnFiling> hand_in(const std::string& returns, const Caller& caller = regulator()) {
    return file_returns(*database_, journal_, {caller, returns, std::nullopt});
  }
  ReturnFiling handed_in(const std::string& returns, const Caller& caller = regulator()) {
    const auto filing = hand_in(returns, caller);
    if (!filing) throw std::runtime_error(filing.faults()[0].message);
    EXPECT_NE(filing->status, ReturnStatus::refused) << filing->assessment_json;
    return *filing;
  }
  std::vector<HeldReturn> held(const std::string& of = first_provider) {
    return database_->with_connection([&](Connection& each) { return held_returns(each, of); });
  }
  // The place of the first fault, or "" if there is none.
  std::string refused(const std::string& returns, const Caller& caller) {
    const auto filing = hand_in(returns, caller);
    return filing ? "" : filing.faults()[0].place;
  }
};

}  // namespace assize::registry::testing
