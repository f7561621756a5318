// Assessing stored filings again, each from the bytes that were kept of it, under its own edition
// and day, and comparing with what was stored and with what the log committed to. Reads only.
// Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/database/database.h"
#include "registry/filings/steps/compare_assessments.h"

namespace assize::registry {

struct Replay {
  std::string kind = "filing";  // of fees; "return": of financial returns
  std::string filing_id;
  std::string edition;
  std::string filed_on;
  std::string assessment_sha256;  // of the assessment that was stored
  std::string replayed_sha256;    // of this one; empty where it could not be made
  std::optional<std::uint64_t>
      log_index;  // of the filing's entry; none while it waits for its place
  std::vector<RuleChange> rules_changed;  // rules of another version since
  std::vector<ReplayDifference> differences;
  // Everything is as it was, byte for byte. A rule's new version alone does not make a difference.
  bool is_same() const { return differences.empty(); }
};

// The whole comparison; what is tampered with, missing or unreadable is a difference, not an error.
// None if there is no such filing.
std::optional<Replay> replay_filing(Database& database, std::string_view id);

std::vector<std::string> all_filing_ids(Connection& connection);  // in the order of filing

}  // namespace assize::registry
