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
  std::optional<pricing::Date> filed;  // the day of filing; today in London if left out
};

struct Filing {
  std::string id;  // a ULID
  std::string organisation_id;
  std::string received_at;
  pricing::Date filed_on;
  FilingChoice choice;
  FilingStatus status;
  std::string edition;
  std::string fees_sha256;
  std::uint64_t lines_in_effect = 0;
  std::uint64_t lines_held = 0;
  std::uint64_t lines_refused = 0;
  std::string assessment_json;
  std::string receipt_json;
};

// Assesses the file against the edition in force, the register and the fees in force before, decides
// line by line, stores it and logs it, in one transaction. A refused filing is stored too: it was
// handed in. Faults only where there is nothing to assess (no edition published, not the caller's
// school: that fault's place is "forbidden").
Result<Filing> file_fees(Database& database, const Journal& journal, const FilingCommand& command);
// The same inside a transaction of the caller's, so that an idempotency record can be written with it.
Result<Filing> file_fees(Transaction& transaction, const Journal& journal,
                         const FilingCommand& command);

std::optional<Filing> find_filing(Connection& connection, std::string_view id);

}  // namespace assize::registry
