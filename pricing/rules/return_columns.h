// The columns of a file of returns, which the table of rules names as it names those of a fee file.
// Values only; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "pricing/fee_file/columns.h"

namespace assize::pricing {

enum class ReturnColumn : std::uint8_t {
  provider,
  year_from,
  year_to,
  due,
  received,
  income_public,
  income_other,
  staff,
  premises,
  rent_connected,
  rent_other,
  management_charges_connected,
  royalties_connected,
  depreciation,
  other_operating,
  interest_connected,
  interest_other,
  tax,
  dividends,
  loans_upstream,
  loans_connected,
  loans_other,
  capital_employed,
  placements_public,
  operating_surplus,
  surplus_before_tax,
  group,
  market_rent,
  accounts_operating_surplus
};
inline constexpr std::size_t return_column_count = 29;

inline constexpr std::array<std::string_view, return_column_count> return_column_names{
    "provider",
    "year_from",
    "year_to",
    "due",
    "received",
    "income_public",
    "income_other",
    "staff",
    "premises",
    "rent_connected",
    "rent_other",
    "management_charges_connected",
    "royalties_connected",
    "depreciation",
    "other_operating",
    "interest_connected",
    "interest_other",
    "tax",
    "dividends",
    "loans_upstream",
    "loans_connected",
    "loans_other",
    "capital_employed",
    "placements_public",
    "operating_surplus",
    "surplus_before_tax",
    "group",
    "market_rent",
    "accounts_operating_surplus"};
constexpr std::string_view name(ReturnColumn column) {
  return return_column_names[static_cast<std::size_t>(column)];
}

// The first twenty-six are required; the last three may be left out, or blank.
inline constexpr ColumnSet return_column_set{return_column_names, 26, "a row for each return"};

// A set of them, one bit each.
constexpr Columns only(ReturnColumn column) { return Columns{1} << static_cast<unsigned>(column); }
template <typename... Several>
constexpr Columns return_columns(Several... several) {
  return (Columns{0} | ... | only(several));
}
inline constexpr Columns all_return_columns = (Columns{1} << return_column_count) - 1;
inline constexpr Columns optional_return_columns = return_columns(
    ReturnColumn::group, ReturnColumn::market_rent, ReturnColumn::accounts_operating_surplus);

// The figures that several rules add up.
inline constexpr std::array income_figures{ReturnColumn::income_public, ReturnColumn::income_other};
inline constexpr std::array operating_cost_figures{ReturnColumn::staff,
                                                   ReturnColumn::premises,
                                                   ReturnColumn::rent_connected,
                                                   ReturnColumn::rent_other,
                                                   ReturnColumn::management_charges_connected,
                                                   ReturnColumn::royalties_connected,
                                                   ReturnColumn::depreciation,
                                                   ReturnColumn::other_operating};
// What is paid to connected parties and added back for a group.
inline constexpr std::array connected_figures{ReturnColumn::rent_connected,
                                              ReturnColumn::management_charges_connected,
                                              ReturnColumn::royalties_connected};

template <std::size_t size>
constexpr Columns columns_of(const std::array<ReturnColumn, size>& figures) {
  Columns out = 0;
  for (const ReturnColumn column : figures) out |= only(column);
  return out;
}

}  // namespace assize::pricing
