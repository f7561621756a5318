// The columns of a fee file and where each stands in one file's header. Values only; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assize::pricing {

enum class Column : std::uint8_t {
  urn,
  line,
  item,
  provision,
  need,
  age_from,
  age_to,
  unit,
  units_per_year,
  unit_price,
  annual_price,
  education,
  boarding,
  care,
  health,
  vat_rate,
  effective_from,
  effective_to,
  notice_given,
  included,
  new_provision
};
inline constexpr std::size_t column_count = 21;
inline constexpr std::size_t required_column_count = 18;  // the first eighteen

inline constexpr std::array<std::string_view, column_count> column_names{
    "urn",          "line",     "item",           "provision",  "need",           "age_from",
    "age_to",       "unit",     "units_per_year", "unit_price", "annual_price",   "education",
    "boarding",     "care",     "health",         "vat_rate",   "effective_from", "effective_to",
    "notice_given", "included", "new_provision"};
constexpr std::string_view name(Column column) {
  return column_names[static_cast<std::size_t>(column)];
}

// A set of columns, one bit each.
using Columns = std::uint32_t;
constexpr Columns only(Column column) { return Columns{1} << static_cast<unsigned>(column); }
template <typename... Several>
constexpr Columns columns(Several... several) {
  return (Columns{0} | ... | only(several));
}
inline constexpr Columns all_columns = (Columns{1} << column_count) - 1;
inline constexpr Columns offer_key =
    columns(Column::item, Column::provision, Column::need, Column::age_from, Column::age_to);
inline constexpr Columns period_columns = columns(Column::effective_from, Column::effective_to);
constexpr Columns part_column(std::size_t part) {
  return only(static_cast<Column>(static_cast<std::size_t>(Column::education) + part));
}

// What the columns of one kind of file are, at most most_columns: the first so many are required.
struct ColumnSet {
  std::span<const std::string_view> names;
  std::size_t required;
  std::string_view rows;  // "a row for each offer line", for messages
};
inline constexpr ColumnSet fee_columns{column_names, required_column_count,
                                       "a row for each offer line"};
inline constexpr std::size_t most_columns = 32;  // as many as `Columns` has bits

// `Unit price` and `unit-price` are `unit_price`.
std::string normal_column_name(std::string_view written);
std::optional<Column> find_column(std::string_view normal_name);

// The header of one file. A column that is missing or repeated has no place: its fields take no
// part.
struct ColumnMap {
  static constexpr std::uint16_t nowhere = 0xFFFF;
  std::array<std::uint16_t, most_columns> place{};  // the field of each column, or nowhere
  std::size_t field_count = 0;
  std::vector<std::string> header;    // as written
  std::vector<std::string> missing;   // required columns that are not there
  std::vector<std::string> repeated;  // names that stand more than once, as written
  std::vector<std::size_t> unknown;   // fields that are no column, x_ and our own aside
  std::vector<std::size_t> ours;      // `status` and `findings`, from an earlier check
  Columns present = 0;                // those with a place
  std::size_t recognised = 0;         // how many different columns the header names
};
ColumnMap map_columns(std::span<const std::string_view> header, const ColumnSet& set = fee_columns);

}  // namespace assize::pricing
