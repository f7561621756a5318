#include "registry/placements/list_placements.h"

#include <algorithm>

#include "registry/database/stored_instant.h"
#include "registry/placements/placement_store.h"

namespace assize::registry {
namespace {

constexpr std::size_t page_limit = 1000;

struct Query {
  std::string sql;
  Values values;
};

// "FROM placement WHERE …", of those that the filter lets through.
Query from_where(const PlacementFilter& filter) {
  Query query{" FROM placement", {}};
  if (filter.known_at) {
    query.sql += " FOR SYSTEM_TIME AS OF CAST(? AS DATETIME(6))";
    query.values.emplace_back(instant_to_database(*filter.known_at));
  }
  query.sql += " WHERE TRUE";
  if (filter.council) {
    query.sql += " AND council = ?";
    query.values.emplace_back(filter.council->text());
  }
  if (filter.urn) {
    query.sql += " AND urn = ?";
    query.values.emplace_back(std::int64_t{filter.urn->number()});
  }
  if (filter.as_at) {
    query.sql += " AND NOT withdrawn AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)";
    query.values.emplace_back(filter.as_at->text());
    query.values.emplace_back(filter.as_at->text());
  }
  return query;
}

}  // namespace

PlacementPage list_placements(Connection& connection, const PlacementFilter& filter,
                              std::optional<std::uint64_t> after, std::size_t limit) {
  const std::size_t size = std::clamp(limit, std::size_t{1}, page_limit);
  Query query = from_where(filter);
  if (after) {
    query.sql += " AND id > ?";
    query.values.emplace_back(static_cast<std::int64_t>(*after));
  }
  query.sql += " ORDER BY id LIMIT ?";
  query.values.emplace_back(static_cast<std::int64_t>(size + 1));
  PlacementPage page;
  std::uint64_t last = 0;
  connection.query_each("SELECT " + std::string(placement_select) + ", id" + query.sql,
                        query.values, [&](const Row& row) {
                          if (page.placements.size() == size) {
                            page.next = last;
                            return;
                          }
                          page.placements.push_back(call_off_of(row));
                          last = static_cast<std::uint64_t>(row.integer(placement_select_columns));
                        });
  return page;
}

void export_placements(Connection& connection, const PlacementFilter& filter,
                       const std::function<void(std::string_view)>& write) {
  write(placement_csv_header());
  const Query query = from_where(filter);
  std::string line;
  connection.query_each(
      "SELECT " + std::string(placement_select) + query.sql + " ORDER BY council, reference",
      query.values, [&](const Row& row) {
        line.clear();
        append_placement_csv(line, call_off_of(row));
        write(line);
      });
}

std::vector<PlacementVersion> placement_history(Connection& connection, pricing::LaCode council,
                                                std::string_view reference) {
  std::vector<PlacementVersion> versions;
  connection.query_each(
      "SELECT " + std::string(placement_select) +
          ", r.id, r.account_id, r.recorded_at, r.why"
          " FROM placement FOR SYSTEM_TIME ALL JOIN placement_record r ON r.id = record_id"
          " WHERE council = ? AND reference = ? ORDER BY ROW_END DESC, ROW_START DESC",
      {council.text(), std::string(reference)}, [&](const Row& row) {
        const std::size_t at = placement_select_columns;
        versions.push_back({call_off_of(row), row.text(at), row.text(at + 1),
                            instant_from_database(row.text(at + 2)), row.text(at + 3)});
      });
  return versions;
}

Result<std::string> parse_known_at(std::string_view text) {
  const std::string fault =
      "write a day, such as 2026-03-31, or a moment in UTC, such as 2026-03-31T09:15:02Z";
  if (pricing::read_date(text)) return std::string(text) + "T23:59:59.999999Z";
  const std::string_view time = text.size() > 11 ? text.substr(11) : std::string_view();
  const bool is_moment = time.ends_with('Z') && text[10] == 'T' &&
                         pricing::read_date(text.substr(0, 10)).has_value() &&
                         (time.size() == 9 || (time.size() > 10 && time.size() <= 16));
  if (!is_moment) return Fault{"", fault};
  for (std::size_t at = 0; at + 1 < time.size(); ++at) {
    const char wanted = at == 2 || at == 5 ? ':' : at == 8 ? '.' : '0';
    const bool fits = wanted == '0' ? time[at] >= '0' && time[at] <= '9' : time[at] == wanted;
    if (!fits) return Fault{"", fault};
  }
  if (time.substr(0, 2) > "23" || time.substr(3, 2) > "59" || time.substr(6, 2) > "59") {
    return Fault{"", fault};
  }
  return std::string(text);
}

}  // namespace assize::registry
