// The columns of a return that hold money, where FinancialReturn keeps each, and their words.
// Pure; thread-safe.
#pragma once

#include <initializer_list>
#include <span>
#include <string>

#include "pricing/returns/amount.h"
#include "pricing/returns/financial_return.h"
#include "pricing/returns/return_columns.h"

namespace assize::pricing {

// Null for a column that holds no amount, or may be blank.
Pounds FinancialReturn::*pounds_member(ReturnColumn column);

// The amount of a column; nil where it is blank.
Pounds figure(const FinancialReturn& values, ReturnColumn column);
Amount sum(const FinancialReturn& values, std::span<const ReturnColumn> columns);

// "income_public £9.00 + income_other £1.00 = £10.00"; for a column alone, "tax £1.00".
std::string sum_words(const FinancialReturn& values, std::span<const ReturnColumn> columns);

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
