#include "registry/spending/read_flags.h"

namespace assize::registry {

std::vector<StandingFlag> read_standing_flags(Connection& connection, pricing::Date at) {
  std::vector<StandingFlag> flags;
  connection.query_each(
      "SELECT rule, commissioner, need, urn FROM market_flag"
      " WHERE opened_on <= ? AND (closed_on IS NULL OR closed_on > ?)"
      " AND (commissioner <> '' OR urn <> '')",
      {at.text(), at.text()}, [&](const Row& row) {
        StandingFlag flag;
        flag.rule = row.text(0);
        if (const auto council = pricing::LaCode::parse(row.text(1))) flag.council = *council;
        flag.need = pricing::read_need(row.text(2));
        flag.urn = pricing::read_urn(row.text(3));
        flags.push_back(std::move(flag));
      });
  return flags;
}

}  // namespace assize::registry
