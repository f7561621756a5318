#include "pricing/fee_file/columns.h"

#include <algorithm>
#include <map>

namespace assize::pricing {

std::string normal_column_name(std::string_view written) {
  std::string out;
  for (const char c : written) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (c == ' ' || c == '-' || c == '_') {
      if (!out.empty() && out.back() != '_') out.push_back('_');
    } else {
      out.push_back(capital ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  while (out.ends_with('_')) out.pop_back();
  return out;
}

namespace {

std::optional<std::size_t> find_in(const ColumnSet& set, std::string_view normal_name) {
  const auto found = std::find(set.names.begin(), set.names.end(), normal_name);
  if (found == set.names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - set.names.begin());
}

}  // namespace

std::optional<Column> find_column(std::string_view normal_name) {
  const auto found = find_in(fee_columns, normal_name);
  if (!found) return std::nullopt;
  return static_cast<Column>(*found);
}

ColumnMap map_columns(std::span<const std::string_view> header, const ColumnSet& set) {
  ColumnMap map;
  map.place.fill(ColumnMap::nowhere);
  map.field_count = header.size();
  map.header.assign(header.begin(), header.end());

  std::array<std::size_t, most_columns> times{};    // how often each column is named
  std::map<std::string, std::size_t> times_others;  // and each other name
  for (std::size_t i = 0; i < header.size(); ++i) {
    // Most headers have the columns in their order and by their own names.
    const bool in_order = i < set.names.size() && set.names[i] == header[i];
    const std::string normal = in_order ? std::string(header[i]) : normal_column_name(header[i]);
    const auto column = in_order ? std::optional(i) : find_in(set, normal);
    const std::size_t time = normal.empty() ? 1
                             : column       ? ++times[*column]
                                            : ++times_others[normal];
    const bool own = normal == "status" || normal == "findings";
    if (own) map.ours.push_back(i);
    if (column && time == 1) ++map.recognised;
    if (time == 2 && !own) map.repeated.push_back(std::string(header[i]));
    if (time > 1 || own) continue;
    if (column) {
      map.place[*column] = static_cast<std::uint16_t>(std::min<std::size_t>(i, ColumnMap::nowhere));
    } else if (!normal.starts_with("x_")) {
      map.unknown.push_back(i);
    }
  }
  for (std::size_t c = 0; c < set.names.size(); ++c) {
    if (times[c] > 1) map.place[c] = ColumnMap::nowhere;
    if (map.place[c] != ColumnMap::nowhere) map.present |= Columns{1} << c;
    if (times[c] == 0 && c < set.required) map.missing.emplace_back(set.names[c]);
  }
  return map;
}

}  // namespace assize::pricing
