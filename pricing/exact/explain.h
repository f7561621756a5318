// Why a text is not of its form, and what to write instead where that can be told. Only called once
// the quick readers have refused the text, so it may take its time. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "pricing/text/quoted.h"

namespace assize::pricing {

// The limits of one form of decimal, its words ("an amount in pounds", "1234.50"), and the mark
// that people put on it and must leave out.
struct DecimalForm {
  std::string_view name;
  std::string_view example;
  int whole_digits;
  int places;
  bool may_be_negative = false;
  char mark = '\0';  // "L" stands for the pound sign and GBP
};

inline constexpr DecimalForm pounds_form{"an amount in pounds", "1234.50", 12, 2, false, 'L'};
inline constexpr DecimalForm percent_form{"a percentage", "3.8", 5, 4, true, '%'};
inline constexpr DecimalForm factor_form{"a factor", "1.18", 5, 4};
inline constexpr DecimalForm quantity_form{"a quantity", "38.5", 12, 2};

// One sentence for a text that is not of that form.
std::string explain_decimal(std::string_view text, const DecimalForm& form);
// One sentence for a text that is not a day as yyyy-mm-dd.
std::string explain_date(std::string_view text);

}  // namespace assize::pricing
