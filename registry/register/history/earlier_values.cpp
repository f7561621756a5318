#include "registry/register/history/earlier_values.h"

#include <algorithm>
#include <set>
#include <utility>

namespace assize::registry {
namespace {

using pricing::Date;
using Key = std::pair<std::uint32_t, std::string>;  // URN and column

constexpr std::size_t urns_in_a_query = 500;
constexpr std::string_view insert_head =
    "INSERT INTO school_earlier_value (urn, column_name, until_date, value) VALUES";

// The last day until which something else is known to have held.
std::map<Key, std::string> last_days(Connection& connection, const std::set<std::uint32_t>& urns) {
  std::map<Key, std::string> days;
  for (auto urn = urns.begin(); urn != urns.end();) {
    std::string marks;
    Values values;
    for (; urn != urns.end() && values.size() < urns_in_a_query; ++urn) {
      marks += marks.empty() ? "?" : ", ?";
      values.emplace_back(std::int64_t{*urn});
    }
    std::string sql =
        "SELECT urn, column_name, MAX(until_date) FROM school_earlier_value WHERE urn IN (";
    sql += marks + ") GROUP BY urn, column_name";
    connection.query_each(sql, values, [&](const Row& row) {
      days.emplace(Key(static_cast<std::uint32_t>(row.integer(0)), row.text(1)), row.text(2));
    });
  }
  return days;
}

}  // namespace

std::optional<SchoolColumn> school_column_named(std::string_view name) {
  const auto found = std::ranges::find(school_columns, name);
  if (found == school_columns.end()) return std::nullopt;
  return static_cast<SchoolColumn>(found - school_columns.begin());
}

void keep_earlier_values(Connection& connection, const std::vector<SchoolChange>& changes) {
  std::set<std::uint32_t> urns;
  for (const SchoolChange& change : changes) urns.insert(change.urn);
  const std::map<Key, std::string> last = last_days(connection, urns);
  std::vector<Values> rows;
  for (const SchoolChange& change : changes) {
    std::string column(name_of(change.column));
    const std::string until = change.from.text();
    const auto before = last.find(Key(change.urn, column));
    if (before != last.end() && until <= before->second) continue;
    rows.push_back(
        {std::int64_t{change.urn}, std::move(column), until, value_or_null(change.before)});
  }
  if (!rows.empty()) connection.insert_many(insert_head, rows);
}

ValueOverTime load_value_over_time(Connection& connection, std::uint32_t urn, SchoolColumn column,
                                   std::optional<std::string> latest) {
  std::vector<ValueOverTime::Earlier> earlier;
  connection.query_each(
      "SELECT until_date, value FROM school_earlier_value WHERE urn = ? AND column_name = ?"
      " ORDER BY until_date",
      {std::int64_t{urn}, std::string(name_of(column))}, [&](const Row& row) {
        earlier.push_back({Date::parse(row.text(0)).value(), row.text_or_none(1)});
      });
  return ValueOverTime(std::move(latest), std::move(earlier));
}

void store_earlier_values(Connection& connection, std::uint32_t urn, SchoolColumn column,
                          const ValueOverTime& before, const ValueOverTime& after) {
  const std::string name(name_of(column));
  const auto missing = [](const ValueOverTime& from, const ValueOverTime& in, auto&& use) {
    for (const ValueOverTime::Earlier& each : from.earlier()) {
      if (std::ranges::find(in.earlier(), each) == in.earlier().end()) use(each);
    }
  };
  missing(before, after, [&](const ValueOverTime::Earlier& gone) {
    connection.execute(
        "DELETE FROM school_earlier_value WHERE urn = ? AND column_name = ? AND until_date = ?",
        {std::int64_t{urn}, name, gone.until.text()});
  });
  std::vector<Values> rows;
  missing(after, before, [&](const ValueOverTime::Earlier& added) {
    rows.push_back({std::int64_t{urn}, name, added.until.text(), value_or_null(added.value)});
  });
  if (!rows.empty()) connection.insert_many(insert_head, rows);
}

void go_back_to(Connection& connection, std::uint32_t urn, Date day, const KnownAt& known,
                SchoolValues& values) {
  Values bound;
  known.bind(bound);
  bound.emplace_back(std::int64_t{urn});
  bound.emplace_back(day.text());
  std::set<SchoolColumn> set;
  connection.query_each("SELECT column_name, value FROM school_earlier_value" +
                            std::string(known.clause()) +
                            " WHERE urn = ? AND until_date > ? ORDER BY until_date",
                        bound, [&](const Row& row) {
                          const auto column = school_column_named(row.text(0));
                          if (column && set.insert(*column).second) {
                            values[*column] = row.text_or_none(1);
                          }
                        });
}

}  // namespace assize::registry
