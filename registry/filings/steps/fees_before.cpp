#include "registry/filings/steps/fees_before.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "pricing/text/csv.h"

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::int32_t days_looked_back = 366;
constexpr std::size_t urns_in_a_query = 500;
constexpr std::string_view columns =
    "urn, line, item, provision, need, age_from, age_to, unit, units_per_year, unit_price,"
    " annual_price, education, boarding, care, health, vat_rate, effective_from, effective_to,"
    " notice_given, included, new_provision";
constexpr std::size_t column_count = 21;
constexpr std::size_t effective_from_column = 16;
constexpr std::size_t effective_to_column = 17;
constexpr std::size_t filing_order_column = column_count;

using EarliestDays = std::map<std::int64_t, Date>;  // by URN

EarliestDays earliest_days(std::span<const pricing::FeeLine> lines) {
  EarliestDays days;
  for (const pricing::FeeLine& line : lines) {
    const auto [place, is_new] = days.try_emplace(line.urn.number(), line.effective_from);
    if (!is_new) place->second = std::min(place->second, line.effective_from);
  }
  return days;
}

struct Candidate {
  std::pair<Date, std::int64_t>
      held_last;  // its last day before the new prices, its filing's order
  Row row;
};
using Latest = std::map<std::pair<std::int64_t, std::string>, Candidate>;  // by URN and line

void consider(Latest& latest, const Row& row, const EarliestDays& earliest) {
  const std::int64_t urn = row.integer(0);
  const Date first_new_day = earliest.at(urn);
  const Date from = Date::parse(row.text(effective_from_column)).value();
  const Date to = Date::parse(row.text(effective_to_column)).value();
  if (from >= first_new_day || first_new_day - to > days_looked_back) return;
  const std::pair held_last{std::min(to, first_new_day.plus_days(-1)),
                            row.integer(filing_order_column)};
  const auto [place, is_new] = latest.try_emplace({urn, row.text(1)}, Candidate{held_last, row});
  if (!is_new && held_last > place->second.held_last) place->second = {held_last, row};
}

// One query for some schools: the widest window of any, narrowed school by school afterwards.
void read_candidates(Connection& connection, Latest& latest, EarliestDays::const_iterator begin,
                     EarliestDays::const_iterator end, const EarliestDays& earliest) {
  std::string sql =
      "SELECT " + std::string(columns) + ", filing_order FROM fee_line WHERE urn IN (";
  Values values;
  Date first = begin->second;
  Date last = begin->second;
  for (auto school = begin; school != end; ++school) {
    sql += values.empty() ? "?" : ", ?";
    values.emplace_back(school->first);
    first = std::min(first, school->second);
    last = std::max(last, school->second);
  }
  sql += ") AND decision = 'in_effect' AND effective_from < ? AND effective_to >= ?";
  values.emplace_back(last.text());
  values.emplace_back(first.plus_days(-days_looked_back).text());
  connection.query_each(sql, values, [&](const Row& row) { consider(latest, row, earliest); });
}

std::string header() {
  std::string text;
  for (const char c : columns) {
    if (c != ' ') text.push_back(c);
  }
  return text + "\n";
}

}  // namespace

std::string fees_before(Connection& connection, std::span<const pricing::FeeLine> lines) {
  const EarliestDays earliest = earliest_days(lines);
  Latest latest;
  for (auto begin = earliest.begin(); begin != earliest.end();) {
    const auto left = static_cast<std::size_t>(std::distance(begin, earliest.end()));
    const auto end = std::next(begin, static_cast<std::ptrdiff_t>(std::min(left, urns_in_a_query)));
    read_candidates(connection, latest, begin, end, earliest);
    begin = end;
  }
  std::string file = header();
  for (const auto& [key, candidate] : latest) {
    for (std::size_t column = 0; column < column_count; ++column) {
      if (column > 0) file.push_back(',');
      pricing::append_csv_field(file, candidate.row.text_or_none(column).value_or(""));
    }
    file.push_back('\n');
  }
  return file;
}

}  // namespace assize::registry
