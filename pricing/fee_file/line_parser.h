// From the fields of a row to a typed line, in one pass. A field is of its form or it is not; why
// it is not is worked out only when somebody asks. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pricing/fee_file/columns.h"
#include "pricing/fee_file/offer.h"

namespace assize::pricing {

inline constexpr std::size_t line_name_limit_characters = 40;

// `fields` are those of one row, as many as the header's. The texts of `out` point into them.
void parse_line(std::span<const std::string_view> fields, const ColumnMap& map,
                const ItemCodes& items, ParsedLine& out);

// Why a field is not of its form, and what to write instead.
std::string explain_field(Column column, std::string_view text, const ItemCodes& items);
// The form that a column's values have, in a few words.
std::string_view form_of(Column column);

}  // namespace assize::pricing
