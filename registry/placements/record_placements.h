// Recording placements: a file or a few rows, all or nothing; new ones are added, those that are
// known by their council and reference are ended or corrected, and nothing is erased. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

inline constexpr std::size_t placements_limit_bytes = std::size_t{512} << 20;

struct PlacementsCommand {
  enum class Body { csv, json };
  Caller caller;
  std::string_view body;
  Body form = Body::csv;  // JSON may hold "why" beside its rows
  // Whose placements: a commissioner's are its own council's. If the administrator leaves it out,
  // each row names its council.
  std::optional<pricing::LaCode> council = {};
  std::string why = {};  // needed where anything that was recorded is corrected
};

struct PlacementsRecorded {
  std::string id;  // a ULID; empty if nothing had changed, and then nothing was written
  std::string recorded_at;
  std::uint64_t rows = 0;
  std::uint64_t added = 0;
  std::uint64_t ended = 0;  // given a last day, and otherwise as they were
  std::uint64_t corrected = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t lines_unknown = 0;  // rows that name a line that no filing has put in effect
  std::string commitment_random;    // hexadecimal; opens the log entry's body_sha256. Confidential
  std::string receipt_json;
};

// Logged as "placements.recorded", with counts alone and a commitment to the rest. Every fault of
// the file is given at once, and then nothing is stored. The place of a fault that is not the
// file's is "forbidden" (not the caller's to record), "council" or "why".
Result<PlacementsRecorded> record_placements(Transaction& transaction, const Journal& journal,
                                             const PlacementsCommand& command);
Result<PlacementsRecorded> record_placements(Database& database, const Journal& journal,
                                             const PlacementsCommand& command);

// What the log entry commits to: the canonical JSON of the reason and of the hash of the rows that
// the command wrote, in the form of the file, by council and reference.
std::string placements_commitment_body(Connection& connection, std::string_view record_id);

}  // namespace assize::registry
