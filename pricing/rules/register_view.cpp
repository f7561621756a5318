#include "pricing/rules/register_view.h"

#include <array>

#include "pricing/exact/decimal.h"
#include "pricing/fee_file/columns.h"
#include "pricing/text/csv.h"

namespace assize::pricing {
namespace {

constexpr std::array<std::string_view, 7> register_columns{
    "urn", "name", "type_code", "la_code", "open_date", "close_date", "childrens_home"};
using Places = std::array<std::size_t, register_columns.size()>;

Result<bool> find_places(const CsvTable& table, Places& places) {
  std::string missing;
  for (std::size_t c = 0; c < register_columns.size(); ++c) {
    std::size_t at = 0;
    while (at < table.header.size() &&
           normal_column_name(table.header[at]) != register_columns[c]) {
      ++at;
    }
    places[c] = at;
    if (at == table.header.size()) {
      missing += missing.empty() ? "" : ", ";
      missing += register_columns[c];
    }
  }
  if (missing.empty()) return true;
  return Fault{"line " + std::to_string(table.header_line),
               "the register has no column " + missing +
                   "; `assize register export` writes a register that has them all"};
}

bool read_flag(std::string_view text, bool& flag) {
  flag = text == "1" || text == "true" || text == "yes";
  return flag || text.empty() || text == "0" || text == "false" || text == "no";
}

bool read_optional_date(std::string_view text, std::optional<Date>& date) {
  date = read_date(text);
  return date || text.empty();
}

bool read_type_code(std::string_view text, int& type_code) {
  type_code = 0;
  if (text.size() > 4) return false;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    type_code = type_code * 10 + (c - '0');
  }
  return true;
}

// One row as a school; the name of the column that is not of its form, or nothing.
std::string_view read_school(const CsvRow& row, const Places& places, RegisterView& view) {
  const auto text = [&](std::size_t c) -> std::string_view { return row.fields[places[c]]; };
  const auto urn = read_urn(text(0));
  if (!urn) return register_columns[0];
  SchoolFacts facts;
  facts.name = text(1);
  if (!read_type_code(text(2), facts.type_code)) return register_columns[2];
  if (!text(3).empty()) {
    const auto la = LaCode::parse(text(3));
    if (!la.ok()) return register_columns[3];
    facts.la = *la;
  }
  if (!read_optional_date(text(4), facts.open_date)) return register_columns[4];
  if (!read_optional_date(text(5), facts.close_date)) return register_columns[5];
  if (!read_flag(text(6), facts.childrens_home)) return register_columns[6];
  view.schools.insert_or_assign(urn->number(), std::move(facts));
  return {};
}

}  // namespace

const SchoolFacts* RegisterView::find(Urn urn) const {
  const auto found = schools.find(urn.number());
  return found == schools.end() ? nullptr : &found->second;
}

Result<RegisterView> read_register(std::string_view csv) {
  RegisterView view;
  Places places{};
  Faults faults;
  const auto table = read_csv(
      csv, [&places](const CsvTable& header) { return find_places(header, places); },
      [&](const CsvRow& row) {
        const std::string place = "line " + std::to_string(row.line);
        if (!row.problem.empty()) {
          faults.push_back({place, row.problem});
          return;
        }
        const std::string_view bad = read_school(row, places, view);
        if (!bad.empty()) {
          faults.push_back({place, "the register's " + std::string(bad) +
                                       " is not of its form; write it as `assize register export` "
                                       "does"});
        }
      });
  if (!table.ok()) return table.faults();
  if (!faults.empty()) return faults;
  return view;
}

}  // namespace assize::pricing
