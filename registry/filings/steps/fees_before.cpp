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

// When a school's new prices begin.
struct NewDays {
  Date earliest;
  Date latest;
  std::map<std::string, Date> of_lines;  // the earliest of each line
};
using Schools = std::map<std::int64_t, NewDays>;  // by URN

Schools schools_of(std::span<const pricing::FeeLine> lines) {
  Schools schools;
  for (const pricing::FeeLine& line : lines) {
    const Date from = line.effective_from;
    NewDays& days = schools.try_emplace(line.urn.number(), NewDays{from, from, {}}).first->second;
    days.earliest = std::min(days.earliest, from);
    days.latest = std::max(days.latest, from);
    const auto [place, is_new] = days.of_lines.try_emplace(line.line, from);
    if (!is_new) place->second = std::min(place->second, from);
  }
  return schools;
}

struct Candidate {
  bool is_before = false;  // else it is in effect on the day of the price that would replace it
  Date held_last;          // its last day before the new prices
  std::int64_t filing_order = 0;
  Row row;
  auto rank() const { return std::tuple(is_before, held_last, filing_order); }
};
using Latest = std::map<std::pair<std::int64_t, std::string>, Candidate>;  // by URN and line

void consider(Latest& latest, const Row& row, const Schools& schools) {
  const std::int64_t urn = row.integer(0);
  const NewDays& days = schools.at(urn);
  const Date from = Date::parse(row.text(effective_from_column)).value();
  const Date to = Date::parse(row.text(effective_to_column)).value();
  Candidate candidate{from < days.earliest, {}, row.integer(filing_order_column), row};
  if (candidate.is_before) {
    if (days.earliest - to > days_looked_back) return;
    candidate.held_last = std::min(to, days.earliest.plus_days(-1));
  } else {
    const auto line = days.of_lines.find(row.text(1));
    if (line == days.of_lines.end() || line->second < from || line->second > to) return;
    candidate.held_last = line->second;
  }
  const auto [place, is_new] = latest.try_emplace({urn, row.text(1)}, candidate);
  if (!is_new && candidate.rank() > place->second.rank()) place->second = candidate;
}

// One query for some schools: the widest window of any, narrowed school by school afterwards.
void read_candidates(Connection& connection, Latest& latest, Schools::const_iterator begin,
                     Schools::const_iterator end, const Schools& schools) {
  std::string sql =
      "SELECT " + std::string(columns) + ", filing_order FROM fee_line WHERE urn IN (";
  Values values;
  Date first = begin->second.earliest;
  Date last = begin->second.latest;
  for (auto school = begin; school != end; ++school) {
    sql += values.empty() ? "?" : ", ?";
    values.emplace_back(school->first);
    first = std::min(first, school->second.earliest);
    last = std::max(last, school->second.latest);
  }
  sql += ") AND decision = 'in_effect' AND effective_from <= ? AND effective_to >= ?";
  values.emplace_back(last.text());
  values.emplace_back(first.plus_days(-days_looked_back).text());
  connection.query_each(sql, values, [&](const Row& row) { consider(latest, row, schools); });
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
  const Schools schools = schools_of(lines);
  Latest latest;
  for (auto begin = schools.begin(); begin != schools.end();) {
    const auto left = static_cast<std::size_t>(std::distance(begin, schools.end()));
    const auto end = std::next(begin, static_cast<std::ptrdiff_t>(std::min(left, urns_in_a_query)));
    read_candidates(connection, latest, begin, end, schools);
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
