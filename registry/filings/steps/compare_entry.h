// What replaying a filing, of fees or of returns, finds of its edition and of its log entry.
// Thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/rule_book/rule_book.h"
#include "registry/filings/steps/compare_assessments.h"
#include "registry/filings/steps/logged_entry.h"
#include "registry/log/journal.h"

namespace assize::registry {

// The edition from its own bytes, whatever its row says of them. Null, and a difference, if they
// cannot be read.
std::shared_ptr<const pricing::RuleBook> load_replayed_book(std::string_view edition,
                                                            const std::string& text,
                                                            std::vector<ReplayDifference>& out);

struct ReplayedEntry {
  std::string commitment_random;  // hexadecimal
  std::string body;               // what the entry commits to, of the stored documents
  NewEntry entry;                 // as it would be logged now, but for its commitment
};

// Whether the log's entry is of this filing, opens with its documents, and says what comes out now.
void compare_entry(const std::optional<LoggedEntry>& logged, const ReplayedEntry& now,
                   std::vector<ReplayDifference>& out);

}  // namespace assize::registry
