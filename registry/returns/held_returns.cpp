#include "registry/returns/held_returns.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "pricing/returns/read_returns.h"

namespace assize::registry {
namespace {

using pricing::FinancialReturn;

FinancialReturn return_of(const std::string& body) {
  std::vector<FinancialReturn> returns = pricing::read_returns(body);
  if (returns.size() != 1) throw std::runtime_error("a stored return cannot be read");
  returns[0].line = 0;
  return std::move(returns[0]);
}

}  // namespace

std::vector<HeldReturn> held_returns(Connection& connection,
                                     const std::optional<std::string>& provider_id) {
  std::string sql = "SELECT filing_id, body FROM financial_return";
  Values values;
  if (provider_id) {
    sql += " WHERE provider_id = ?";
    values.emplace_back(*provider_id);
  }
  std::vector<HeldReturn> held;
  connection.query_each(sql + " ORDER BY provider_id, year_to", values, [&](const Row& row) {
    held.push_back({row.text(0), return_of(row.text(1))});
  });
  return held;
}

std::vector<FinancialReturn> lock_held_returns(Transaction& transaction,
                                               const std::string& provider_id,
                                               std::span<const FinancialReturn> filed) {
  pricing::Date last = filed.front().year_to;
  for (const FinancialReturn& each : filed) last = std::max(last, each.year_to);
  Connection& connection = transaction.connection();
  connection.execute(
      "INSERT INTO provider_returns_revision (provider_id, revision) VALUES (?, 1)"
      " ON DUPLICATE KEY UPDATE revision = revision + 1",
      {provider_id});
  std::vector<FinancialReturn> held;
  // FOR UPDATE reads what is there, where a plain read sees what was there as the transaction
  // began.
  connection.query_each(
      "SELECT body FROM financial_return WHERE provider_id = ? AND year_from <= ?"
      " ORDER BY year_to DESC LIMIT 200 FOR UPDATE",
      {provider_id, last.text()}, [&](const Row& row) { held.push_back(return_of(row.text(0))); });
  std::reverse(held.begin(), held.end());
  return held;
}

std::vector<pricing::CostPerPlacement> costs_per_placement(Connection& connection,
                                                           const NamedMarket& market) {
  std::unordered_map<std::string, pricing::Tag> tags;
  for (std::size_t tag = 0; tag < market.providers.size(); ++tag) {
    tags.emplace(market.providers[tag].id, static_cast<pricing::Tag>(tag));
  }
  std::vector<pricing::CostPerPlacement> costs;
  connection.query_each(
      "SELECT provider_id, body FROM financial_return AS latest WHERE year_to ="
      " (SELECT MAX(year_to) FROM financial_return WHERE provider_id = latest.provider_id)"
      " ORDER BY provider_id",
      {}, [&](const Row& row) {
        const auto tag = tags.find(row.text(0));
        if (tag == tags.end()) return;
        const auto cost = pricing::cost_per_placement(return_of(row.text(1)));
        if (cost) costs.push_back({tag->second, *cost});
      });
  return costs;
}

}  // namespace assize::registry
