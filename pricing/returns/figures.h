// Where FinancialReturn keeps the columns that hold money, and their words.
// Pure; thread-safe.
#pragma once

#include <initializer_list>
#include <span>
#include <string>

#include "pricing/returns/amount.h"
#include "pricing/returns/financial_return.h"
#include "pricing/rules/return_columns.h"

namespace assize::pricing {

// Null for a column that holds no amount, or may be blank.
Pounds FinancialReturn::*pounds_member(ReturnColumn column);

// The amount of a column; nil where it is blank.
Pounds figure(const FinancialReturn& values, ReturnColumn column);
Amount sum(const FinancialReturn& values, std::span<const ReturnColumn> columns);

// "income_public £9.00 + income_other £1.00 = £10.00"; for a column alone, "tax £1.00".
std::string sum_words(const FinancialReturn& values, std::span<const ReturnColumn> columns);

}  // namespace assize::pricing
