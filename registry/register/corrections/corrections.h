// Corrections of the register: what was wrong, what is put in its place, who says so and why. What
// was said before is kept. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pricing/exact/date.h"
#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/register/files/school_record.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

struct CorrectionCommand {
  Caller caller;
  std::uint32_t urn = 0;
  // Columns and what they should say; an empty value takes away what is there.
  std::vector<std::pair<std::string, std::string>> set;
  std::string reason;
  bool is_confidential = false;  // the reason: the log then holds a commitment to it
  // The days on which it should hold, both included. Neither: for as long as the value that is put
  // right is said to hold. With a last day, what holds today stays.
  std::optional<pricing::Date> from, to;
};

struct Correction {
  std::string id;  // a ULID
  std::uint32_t urn = 0;
  std::vector<ChangedValue> values;
  std::optional<std::string> from, to;  // yyyy-mm-dd
  std::string reason;
  bool is_confidential = false;
  std::string commitment_random;  // hexadecimal; empty unless the reason is confidential
  std::string account_id;
  std::string recorded_at;
  std::string known_at;  // the system time of what it wrote
  std::string receipt_json;
};

// Faults, every one at once, whose place is "forbidden" (not the regulator's), "not_found" (no such
// school), or a column, "set", "reason", "from" or "to".
Result<Correction> correct_school(Transaction& transaction, const Journal& journal,
                                  const CorrectionCommand& command);
Result<Correction> correct_school(Database& database, const Journal& journal,
                                  const CorrectionCommand& command);

// Those of a school, in the order in which they were made.
std::vector<Correction> corrections_of(Connection& connection, std::uint32_t urn);

// The value of a column as the register holds it, from what a person wrote. The fault says what the
// column takes.
Result<std::optional<std::string>> parse_school_value(SchoolColumn column, std::string_view text);

}  // namespace assize::registry
