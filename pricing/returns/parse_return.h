// One row of a file of returns as values, field by field: a field that is not of its form takes no
// part, and the rest do. Thread-safe.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "pricing/returns/financial_return.h"
#include "pricing/rules/return_columns.h"

namespace assize::pricing {

struct ParsedReturn {
  FinancialReturn values;
  Columns good = 0;  // of their form; an optional column is good when it is blank or not there
  Columns bad = 0;   // not of their form
  std::array<std::string, return_column_count> bad_texts;  // of those alone, as written

  bool has(Columns columns) const { return (good & columns) == columns; }
  // Its first and last day can be read, and are in that order.
  bool has_year() const;
  // The provider as written, at most 100 characters of it.
  std::string provider_as_written() const;
};
// `unreadable` columns are missing or repeated in the header; an optional one that is in neither
// state and not there is as if it were there and blank.
ParsedReturn parse_return(std::span<const std::string_view> fields, const ColumnMap& map,
                          Columns unreadable);

// Why a text is not of a column's form, and what to write.
std::string explain_return_field(ReturnColumn column, std::string_view text);
// "an amount in pounds: digits, and a point with one or two more if need be".
std::string_view form_of(ReturnColumn column);

}  // namespace assize::pricing
