#include "registry/market/market_flags.h"

#include <algorithm>

#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

constexpr std::size_t page_limit = 1000;

MarketFlag flag_of(const Row& row) {
  MarketFlag flag;
  flag.id = static_cast<std::uint64_t>(row.integer(0));
  std::size_t column = 1;
  for (std::string* text :
       {&flag.rule, &flag.severity, &flag.commissioner, &flag.need, &flag.region, &flag.holder,
        &flag.urn, &flag.name, &flag.column, &flag.value, &flag.limit, &flag.message,
        &flag.working_json, &flag.opened_on, &flag.run_id}) {
    *text = row.text(column++);
  }
  flag.closed_on = row.text_or_none(column);
  return flag;
}

}  // namespace

Result<FlagState> parse_flag_state(std::string_view text) {
  const auto state = pricing::read_code<FlagState>(flag_state_codes, text);
  if (state) return *state;
  return Fault{"", "write open (the flags that stand), closed or all"};
}

MarketFlagPage list_market_flags(Connection& connection, const MarketFlagFilter& filter,
                                 std::optional<std::uint64_t> after, std::size_t limit) {
  const std::size_t size = std::clamp(limit, std::size_t{1}, page_limit);
  std::string sql =
      "SELECT id, rule, severity, commissioner, need, region, holder, urn, name, column_name,"
      " value, limit_text, message, working, opened_on, run_id, closed_on FROM market_flag";
  Values values;
  if (filter.known_at) {
    sql += " FOR SYSTEM_TIME AS OF CAST(? AS DATETIME(6))";
    values.emplace_back(instant_to_database(*filter.known_at));
  }
  sql += " WHERE id > ?";
  values.emplace_back(static_cast<std::int64_t>(after.value_or(0)));
  if (filter.state == FlagState::open) sql += " AND closed_on IS NULL";
  if (filter.state == FlagState::closed) sql += " AND closed_on IS NOT NULL";
  const auto where = [&](const char* condition, const std::optional<std::string>& value) {
    if (!value) return;
    sql += condition;
    values.emplace_back(*value);
  };
  where(" AND rule = ?", filter.rule);
  where(" AND commissioner = ?", filter.commissioner);
  if (filter.need) where(" AND need = ?", std::string(code(*filter.need)));
  if (filter.urn) where(" AND urn = ?", filter.urn->text());
  sql += " ORDER BY id LIMIT ?";
  values.emplace_back(static_cast<std::int64_t>(size + 1));
  MarketFlagPage page;
  connection.query_each(sql, values, [&](const Row& row) {
    if (page.flags.size() == size) {
      page.next = page.flags.back().id;
      return;
    }
    page.flags.push_back(flag_of(row));
  });
  return page;
}

}  // namespace assize::registry
