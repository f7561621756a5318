#include "registry/returns/return_store.h"

#include "pricing/returns/write_returns.h"
#include "registry/database/stored_instant.h"

namespace assize::registry {

void store_return_filing(Connection& connection, const ReturnFiling& filing,
                         std::span<const pricing::FinancialReturn> returns) {
  connection.execute(
      "INSERT INTO return_filing (id, account_id, provider_id, received_at, status, edition,"
      " returns_sha256, earlier_sha256, assessment_sha256, commitment_random, rule_versions,"
      " receipt, returns, earlier, assessment)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {filing.id, filing.account_id, filing.provider_id, instant_to_database(filing.received_at),
       std::string(code(filing.status)), filing.edition, filing.returns_sha256,
       filing.earlier_sha256, filing.assessment_sha256, filing.commitment_random,
       filing.rule_versions, filing.receipt_json, filing.returns, filing.earlier,
       filing.assessment_json});
  for (const pricing::FinancialReturn& each : returns) {
    connection.execute(
        "DELETE FROM financial_return WHERE provider_id = ? AND year_from <= ? AND year_to >= ?",
        {filing.provider_id, each.year_to.text(), each.year_from.text()});
  }
  for (const pricing::FinancialReturn& each : returns) {
    connection.execute(
        "INSERT INTO financial_return (provider_id, year_to, year_from, filing_id, body)"
        " VALUES (?, ?, ?, ?, ?)",
        {filing.provider_id, each.year_to.text(), each.year_from.text(), filing.id,
         pricing::write_returns(std::span(&each, 1))});
  }
}

}  // namespace assize::registry
