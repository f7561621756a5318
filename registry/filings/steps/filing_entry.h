// What the log says of a filing. Held and refused prices are not public, so the entry gives counts,
// the digest of what was put in effect, and a commitment to everything else. Pure but for the
// random bytes of the commitment; thread-safe.
#pragma once

#include <span>
#include <string>

#include "audit/entry/entry.h"
#include "pricing/fee_file/fee_line.h"
#include "pricing/rule_book/rule_book.h"
#include "registry/filings/filing.h"
#include "registry/filings/steps/decide.h"
#include "registry/log/journal.h"

namespace assize::registry {

// The entry's public part has choice, edition, filed, status and lines (in_effect, held, refused);
// where any line is in effect also `published`: how many lines and schools, the schools' URNs where
// they are at most 1,000, and the SHA-256 of those lines as a fee file.
NewEntry filing_entry(const Filing& filing, const std::string& actor,
                      const audit::Commitment& commitment, const pricing::RuleBook& book,
                      std::span<const pricing::FeeLine> lines, const Decision& decision);

}  // namespace assize::registry
