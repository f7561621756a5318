// Handing in a fee file: assess, decide, record, answer, one way. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/entry/entry.h"
#include "pricing/assessment/assess.h"
#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

enum class FilingChoice { all_or_nothing, good_lines };
enum class FilingStatus { in_effect, held, refused };
std::string_view code(FilingChoice choice);
std::string_view code(FilingStatus status);

struct FilingCommand {
  Caller caller;
  std::string fees;  // the fee file's bytes
  FilingChoice choice = FilingChoice::all_or_nothing;
  // The day of filing; today in London if left out. Only the regulator may give another day.
  std::optional<pricing::Date> filed;
};

inline constexpr std::size_t fees_limit_bytes = std::size_t{64} << 20;

struct Filing {
  std::string id;  // a ULID
  std::string organisation_id;
  std::string received_at;
  pricing::Date filed_on;
  FilingChoice choice = FilingChoice::all_or_nothing;
  FilingStatus status = FilingStatus::refused;
  std::string edition;
  std::string fees_sha256;
  std::string previous_sha256;    // of the fees in force before, as they were read
  std::string register_sha256;    // of the register's facts, as they were read
  std::string facts_sha256;       // of the history and ownership of its schools, as they were read
  std::string assessment_sha256;  // of assessment_json
  std::string commitment_random;  // hexadecimal; opens the log entry's body_sha256. Confidential
  std::string rule_versions;      // that made the assessment: "FILE-01/1 FILE-02/1 …"
  std::uint64_t lines_in_effect = 0;
  std::uint64_t lines_held = 0;
  std::uint64_t lines_refused = 0;
  std::string assessment_json;
  std::string receipt_json;
};

// Assesses the file against the edition in force, the register and the fees in force before,
// decides line by line, stores it and logs it, in one transaction. A refused filing is stored too:
// it was handed in. Faults where there is nothing to assess or it may not be asked for, and then
// stores nothing. A fault's place is then one of: "forbidden" (not the caller's schools, or not its
// role), "filed", "rule_book" (no edition is published), "fees" (too large, or a text too long to
// keep).
Result<Filing> file_fees(Database& database, const Journal& journal, const FilingCommand& command);
// The same inside a transaction of the caller's, so that an idempotency record can be written with
// it.
Result<Filing> file_fees(Transaction& transaction, const Journal& journal,
                         const FilingCommand& command);

std::optional<Filing> find_filing(Connection& connection, std::string_view id);
// The same without its assessment's bytes, which may be missing.
std::optional<Filing> find_filing_row(Connection& connection, std::string_view id);

enum class FilingDocument { fees, previous, register_facts, facts, assessment };
// The bytes as filed, as read, or as assessed. None if there is no such filing.
std::optional<std::string> filing_document(Connection& connection, std::string_view id,
                                           FilingDocument document);

// A page of an organisation's filings, the latest first, without their assessments. `before` is the
// `next` of the page before it.
struct FilingPage {
  std::vector<Filing> filings;
  std::optional<std::uint64_t> next;
};
FilingPage list_filings(Connection& connection, std::string_view organisation_id,
                        std::optional<std::uint64_t> before, std::size_t limit);

// What the log entry commits to by its body_sha256: the canonical JSON of the five documents'
// hashes.
std::string commitment_body(const Filing& filing);

}  // namespace assize::registry
