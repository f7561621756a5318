// What the rules read of one line: its fields as typed values, and which of them are of their form.
// The texts point into the file's bytes or into the lines kept from them. Values only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "pricing/fee_file/columns.h"

namespace assize::pricing {

// What judging a line against others needs, and all that is kept of it once it has been read.
struct Offer {
  std::uint64_t line = 0;  // 1-based physical line where the row starts
  std::uint32_t urn = 0;
  Columns good = 0;  // the columns that are of their form; of the optional ones, also when empty
  Item item{};
  Provision provision{};
  Need need{};
  Unit unit{};
  std::uint8_t age_from = 0;
  std::uint8_t age_to = 0;
  bool has_notice = false;
  Date effective_from;
  Date effective_to;
  Date notice_given;
  std::int64_t units_hundredths = 0;
  Pounds unit_price;
  Pounds annual_price;
  std::uint64_t included = 0;  // one bit an item
  std::string_view name;       // the field `line`
  std::string_view new_provision;

  bool has(Columns needed) const { return (good & needed) == needed; }
  bool has(Column column) const { return has(only(column)); }
  bool includes(Item add_on) const { return (included >> static_cast<unsigned>(add_on)) & 1U; }
};

// A line as read, with what only the rules of one line need.
struct ParsedLine {
  Offer offer;
  std::array<Pounds, 4> parts;  // education, boarding, care, health
  Ratio vat_rate;
  Columns bad = 0;                           // columns that are there and not of their form
  std::span<const std::string_view> fields;  // of its row, as written
  const ColumnMap* map = nullptr;            // of its file

  // As written; empty where there is no such column.
  std::string_view text(Column column) const {
    const std::uint16_t place = map->place[static_cast<std::size_t>(column)];
    return place == ColumnMap::nowhere ? std::string_view() : fields[place];
  }
};

// unit_price × units_per_year, rounded half up to the penny ("annual price of a line"); none if
// that is more than an amount can hold. Exact, by integers alone.
std::optional<Pounds> large_annual_price_by_units(Pounds unit_price, std::int64_t units_hundredths);
inline std::optional<Pounds> annual_price_by_units(Pounds unit_price,
                                                   std::int64_t units_hundredths) {
  constexpr std::int64_t surely_held = std::int64_t{1} << 62;
  std::int64_t hundredths_of_pennies;
  if (__builtin_mul_overflow(unit_price.ten_thousandths() / 100, units_hundredths,
                             &hundredths_of_pennies) ||
      hundredths_of_pennies >= surely_held) {
    return large_annual_price_by_units(unit_price, units_hundredths);
  }
  return Pounds::from_ten_thousandths((hundredths_of_pennies + 50) / 100 * 100);
}

}  // namespace assize::pricing
