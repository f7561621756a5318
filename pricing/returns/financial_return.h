// A provider's yearly financial return, as its file's form says (docs/file-formats.md). A value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pricing/exact/date.h"
#include "pricing/exact/money.h"

namespace assize::pricing {

// "Connected" is paid to a connected party. Balances are averages over the year.
struct FinancialReturn {
  std::uint64_t line = 0;  // 1-based physical line of its file
  std::string provider;
  std::string group;  // empty if in none
  Date year_from;     // first and last day of the accounting year
  Date year_to;
  Date due;
  Date received;

  Pounds income_public;
  Pounds income_other;

  Pounds staff;
  Pounds premises;
  Pounds rent_connected;
  Pounds rent_other;
  Pounds management_charges_connected;
  Pounds royalties_connected;
  Pounds depreciation;
  Pounds other_operating;

  Pounds interest_connected;
  Pounds interest_other;
  Pounds tax;
  Pounds dividends;
  Pounds loans_upstream;
  Pounds loans_connected;
  Pounds loans_other;
  Pounds capital_employed;
  std::optional<Pounds> market_rent;
  std::int64_t placements_public_hundredths = 0;

  Pounds operating_surplus;  // this and the next two may be below nil
  Pounds surplus_before_tax;
  std::optional<Pounds> accounts_operating_surplus;

  bool operator==(const FinancialReturn&) const = default;

  Pounds income() const { return income_public + income_other; }
  Pounds operating_costs() const {
    return staff + premises + rent_connected + rent_other + management_charges_connected +
           royalties_connected + depreciation + other_operating;
  }
  Pounds interest() const { return interest_connected + interest_other; }
};

}  // namespace assize::pricing
