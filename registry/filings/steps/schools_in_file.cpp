#include "registry/filings/steps/schools_in_file.h"

#include <algorithm>
#include <string>

#include "pricing/text/csv.h"

namespace assize::registry {
namespace {

// A column's name without case, spaces, hyphens and underscores: at least as lenient as the fee
// file.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c == ' ' || c == '-' || c == '_') continue;
    plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return plain;
}

std::vector<std::size_t> columns_named(const pricing::CsvTable& table, std::string_view plain) {
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    if (plain_name(table.header[column]) == plain) columns.push_back(column);
  }
  return columns;
}

void add_row(SchoolsInFile& schools, const pricing::CsvRow& row,
             const std::vector<std::size_t>& urn_columns,
             const std::vector<std::size_t>& day_columns, pricing::Date filed) {
  pricing::Date day = filed;
  for (const std::size_t column : day_columns) {
    if (column >= row.fields.size()) continue;
    const auto from = pricing::Date::parse(row.fields[column]);
    if (from) day = std::max(day, *from);
  }
  for (const std::size_t column : urn_columns) {
    if (column >= row.fields.size()) continue;
    const auto urn = pricing::Urn::parse(row.fields[column]);
    if (urn) schools[*urn].insert(day);
  }
}

}  // namespace

SchoolsInFile schools_in_file(std::string_view fees, std::span<const pricing::FeeLine> lines,
                              pricing::Date filed) {
  SchoolsInFile schools;
  for (const pricing::FeeLine& line : lines) {
    schools[line.urn].insert(std::max(filed, line.effective_from));
  }
  std::vector<std::size_t> urn_columns;
  std::vector<std::size_t> day_columns;
  // A file that cannot be read as a table names no schools here; assessing it says why.
  static_cast<void>(pricing::read_csv(
      fees,
      [&](const pricing::CsvTable& table) -> Result<bool> {
        urn_columns = columns_named(table, "urn");
        day_columns = columns_named(table, "effectivefrom");
        return true;
      },
      [&](const pricing::CsvRow& row) { add_row(schools, row, urn_columns, day_columns, filed); }));
  return schools;
}

std::vector<std::uint32_t> urns_of(const SchoolsInFile& schools) {
  std::vector<std::uint32_t> urns;
  urns.reserve(schools.size());
  for (const auto& [urn, days] : schools) urns.push_back(urn.number());
  return urns;
}

}  // namespace assize::registry
