#include <stdexcept>

#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/returns/return_filing.h"

namespace assize::registry {
namespace {

constexpr std::string_view columns =
    "id, account_id, provider_id, received_at, status, edition, returns_sha256, earlier_sha256,"
    " assessment_sha256, commitment_random, rule_versions, receipt";

ReturnStatus parse_status(const std::string& text) {
  for (const ReturnStatus status : {ReturnStatus::accepted, ReturnStatus::held}) {
    if (code(status) == text) return status;
  }
  throw std::runtime_error("a stored return has an unknown status, " + text);
}

ReturnFiling filing_of(const Row& row) {
  ReturnFiling filing;
  filing.id = row.text(0);
  filing.account_id = row.text(1);
  filing.provider_id = row.text(2);
  filing.received_at = instant_from_database(row.text(3));
  filing.status = parse_status(row.text(4));
  filing.edition = row.text(5);
  filing.returns_sha256 = row.text(6);
  filing.earlier_sha256 = row.text(7);
  filing.assessment_sha256 = row.text(8);
  filing.commitment_random = row.text(9);
  filing.rule_versions = row.text(10);
  filing.receipt_json = row.text(11);
  return filing;
}

}  // namespace

std::optional<ReturnFiling> find_return_filing(Connection& connection, std::string_view id) {
  if (!is_filing_id(id)) return std::nullopt;
  const auto row = connection.query_one("SELECT " + std::string(columns) +
                                            ", returns, earlier, assessment FROM return_filing"
                                            " WHERE id = ?",
                                        {std::string(id)});
  if (!row) return std::nullopt;
  ReturnFiling filing = filing_of(*row);
  filing.returns = row->text(12);
  filing.earlier = row->text(13);
  filing.assessment_json = row->text(14);
  return filing;
}

std::vector<ReturnFiling> list_return_filings(Connection& connection, std::string_view provider_id,
                                              std::size_t limit) {
  std::vector<ReturnFiling> filings;
  connection.query_each(
      "SELECT " + std::string(columns) +
          " FROM return_filing WHERE provider_id = ? ORDER BY filing_order DESC LIMIT ?",
      {std::string(provider_id), static_cast<std::int64_t>(limit)},
      [&](const Row& row) { filings.push_back(filing_of(row)); });
  return filings;
}

std::vector<std::string> all_return_filing_ids(Connection& connection) {
  std::vector<std::string> ids;
  connection.query_each("SELECT id FROM return_filing ORDER BY filing_order", {},
                        [&](const Row& row) { ids.push_back(row.text(0)); });
  return ids;
}

}  // namespace assize::registry
