// From the fields of a row to a typed line, in one pass. A field is of its form or it is not; why
// it is not is worked out only when somebody asks. Thread-safe.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "pricing/fee_file/columns.h"
#include "pricing/fee_file/offer.h"

namespace assize::pricing {

inline constexpr std::size_t line_name_limit_characters = 40;

// Reads row after row of one file, and remembers what lines repeat. Used by one thread.
class LineParser {
 public:
  // What is given must outlive this.
  LineParser(const ColumnMap& map, const ItemCodes& items) : map_(map), items_(items) {}

  // `fields` are those of one row, as many as the header's, and must outlive what is
  // read of `out`, whose texts point into them.
  void parse(std::span<const std::string_view> fields, ParsedLine& out);

 private:
  // The day last read, which the next line often has too.
  class LastDate {
   public:
    bool read(std::string_view text, Date& date);

   private:
    std::array<char, 10> text_{'1', '9', '7', '0', '-', '0', '1', '-', '0', '1'};
    Date date_;  // what text_ says
  };

  const ColumnMap& map_;
  const ItemCodes& items_;
  LastDate effective_from_;
  LastDate effective_to_;
  LastDate notice_given_;
};

// Why a field is not of its form, and what to write instead.
std::string explain_field(Column column, std::string_view text, const ItemCodes& items);
// The form that a column's values have, in a few words.
std::string_view form_of(Column column);

}  // namespace assize::pricing
