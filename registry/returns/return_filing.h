// Handing in a provider's financial returns: assess, record, log, answer, one way. They are
// confidential: for their provider and the regulator, and never in the log. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/assessment/assess.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

// Accepted: nothing at error or hold. Held: it stands, and the regulator has to look at it.
// Refused: something is at error, and nothing is kept.
enum class ReturnStatus { accepted, held, refused };
std::string_view code(ReturnStatus status);

struct ReturnsCommand {
  Caller caller;
  std::string returns;  // the bytes of a file of one provider's returns
  // A published edition; the one in force if left out. Only the regulator may name one.
  std::optional<std::string> edition;
};

inline constexpr std::size_t returns_filed_limit_bytes = std::size_t{256} << 10;
inline constexpr std::size_t returns_filed_limit_rows = 50;

struct ReturnFiling {
  ReturnStatus status = ReturnStatus::refused;
  std::string id;  // a ULID; this and all that is not of the assessment is empty if refused
  std::string account_id;
  std::string provider_id;
  std::string received_at;
  std::string edition;
  std::string returns_sha256;
  std::string earlier_sha256;     // of the returns held before, as they were read
  std::string assessment_sha256;  // of assessment_json
  std::string commitment_random;  // hexadecimal; opens the log entry's body_sha256
  std::string rule_versions;      // as a filing's
  std::string receipt_json;
  std::string returns;  // the bytes as handed in
  std::string earlier;
  std::string assessment_json;
};

// Assesses the returns by the edition in force and the provider's earlier ones, stores them in
// place of those whose years they overlap, and logs that it was done. Faults where there is nothing
// to assess or it may not be asked for, and then stores nothing. A fault's place is then one of:
// "forbidden" (not the caller's provider, or not its role), "rule_book" (no such edition),
// "received" (not the day it came), "returns" (too large, of several providers, or of one that is
// not known).
Result<ReturnFiling> file_returns(Database& database, const Journal& journal,
                                  const ReturnsCommand& command);
// The same inside a transaction of the caller's, as an idempotency record asks for.
Result<ReturnFiling> file_returns(Transaction& transaction, const Journal& journal,
                                  const ReturnsCommand& command);

// The one way in which the registry judges returns: the JSON of their assessment, and the status
// that follows from it.
struct JudgedReturns {
  ReturnStatus status = ReturnStatus::refused;
  std::string assessment_json;
};
JudgedReturns judge_returns(std::string_view returns, const pricing::RuleBook& book,
                            std::string_view earlier);

// What the log entry commits to by its body_sha256: canonical JSON of the provider, the returns in
// their canonical form, and the hashes of the three documents.
std::string commitment_body(const ReturnFiling& filing);
// The log's entry: its public part is the status alone.
NewEntry return_entry(const ReturnFiling& filing, std::string_view body_sha256,
                      const pricing::RuleBook& book);

std::optional<ReturnFiling> find_return_filing(Connection& connection, std::string_view id);
// The provider's latest, the last first, without their documents.
std::vector<ReturnFiling> list_return_filings(Connection& connection, std::string_view provider_id,
                                              std::size_t limit);
std::vector<std::string> all_return_filing_ids(Connection& connection);  // in the order of filing

}  // namespace assize::registry
