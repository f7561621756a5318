#include "registry/log/log_history.h"

#include <map>

#include "audit/tree/tile.h"
#include "registry/database/stored_instant.h"
#include "registry/log/sequencer.h"
#include "registry/log/tile_store.h"

namespace assize::registry {
namespace {

std::string database_time(audit::Instant at) {
  return instant_to_database(audit::instant_text(at));
}

// The conditions beside the subject's, and their values.
struct Conditions {
  std::string sql;
  Values values;
  void add(const char* condition, std::initializer_list<Value> more) {
    sql.append(" AND ").append(condition);
    values.insert(values.end(), more);
  }
};

Conditions conditions_of(Connection& connection, const LogQuery& query) {
  Conditions conditions;
  if (query.action) conditions.add("action = ?", {*query.action});
  if (query.from) conditions.add("at >= ?", {database_time(*query.from)});
  if (query.until) conditions.add("at < ?", {database_time(*query.until)});
  if (query.before) {
    const auto index = static_cast<std::int64_t>(*query.before);
    const auto row = connection.query_one("SELECT at FROM log_entry WHERE log_index = ?", {index});
    if (!row) {
      conditions.add("log_index < ?", {index});
    } else {
      const std::string at = row->text(0);
      conditions.add("at <= ?", {at});
      conditions.add("(at < ? OR log_index < ?)", {at, index});
    }
  }
  return conditions;
}

std::vector<std::uint64_t> places(Connection& connection, const LogQuery& query,
                                  std::size_t limit) {
  const Conditions conditions = conditions_of(connection, query);
  std::string sql;
  Values values;
  const auto add = [&](const char* select, std::initializer_list<Value> subject) {
    sql.append(select).append(conditions.sql);
    values.insert(values.end(), subject);
    values.insert(values.end(), conditions.values.begin(), conditions.values.end());
  };
  if (query.subject) {
    add("SELECT log_index, at FROM log_entry WHERE subject = ?", {*query.subject});
    add(" UNION SELECT log_index, at FROM log_mention AS m STRAIGHT_JOIN log_entry AS e "
        "ON e.leaf_hash = m.leaf_hash WHERE m.subject = ?",
        {*query.subject});
  } else {
    add("SELECT log_index, at FROM log_entry WHERE TRUE", {});
  }
  sql += " ORDER BY at DESC, log_index DESC LIMIT ?";
  values.emplace_back(static_cast<std::int64_t>(limit));
  std::vector<std::uint64_t> found;
  connection.query_each(sql, values, [&](const Row& row) {
    found.push_back(static_cast<std::uint64_t>(row.integer(0)));
  });
  return found;
}

std::string entry_at(std::uint64_t index, std::map<std::uint64_t, std::vector<std::string>>& held,
                     const audit::TileReader& read) {
  const std::uint64_t bundle = index / audit::tile_width;
  const auto place = static_cast<std::uint32_t>(index % audit::tile_width);
  if (!held.contains(bundle)) {
    auto entries = audit::parse_bundle(read({audit::entries_level, bundle, place + 1}));
    if (!entries) throw LogContradiction("A stored bundle cannot be read: " + entries.reason());
    held.emplace(bundle, std::move(entries).value());
  }
  return held.at(bundle).at(place);
}

}  // namespace

LogPage search_log(Connection& connection, const LogQuery& query) {
  std::vector<std::uint64_t> found = places(connection, query, query.limit + 1);
  LogPage page;
  if (found.size() > query.limit) {
    found.resize(query.limit);
    page.next = found.back();
  }
  const audit::TileReader read = tile_reader(connection);
  std::map<std::uint64_t, std::vector<std::string>> held;
  for (const std::uint64_t index : found) {
    std::string text = entry_at(index, held, read);
    auto entry = audit::parse_entry(text);
    if (!entry) throw LogContradiction("A stored entry cannot be read: " + entry.reason());
    page.lines.push_back({index, std::move(text), std::move(entry).value()});
  }
  return page;
}

}  // namespace assize::registry
