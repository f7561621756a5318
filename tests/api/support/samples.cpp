#include "tests/api/support/samples.h"

#include <algorithm>

#include "pricing/returns/write_returns.h"
#include "registry/filings/london_date.h"
#include "registry/log/journal.h"

namespace assize::api::testing {

std::string return_file(const std::string& provider, const std::string& year,
                        const std::string& income_public) {
  using pricing::Date;
  pricing::FinancialReturn values;
  values.provider = provider;
  values.year_from = Date::parse(std::to_string(std::stoi(year) - 1) + "-09-01").value();
  values.year_to = Date::parse(year + "-08-31").value();
  values.received = registry::london_date(registry::system_clock()());
  values.due = values.received;
  values.income_public = pricing::Pounds::parse(income_public).value();
  values.staff = std::min(values.income_public, pricing::Pounds::parse("800000").value());
  values.operating_surplus = values.surplus_before_tax = values.income_public - values.staff;
  values.placements_public_hundredths = 100;
  return pricing::write_returns(std::span(&values, 1));
}

}  // namespace assize::api::testing
