// Identifiers of filings: ULIDs, 48 bits of time and 80 random bits as 26 characters of Crockford's
// base32, so that they sort by the millisecond in which they were made. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "audit/entry/entry.h"

namespace assize::registry {

std::string new_filing_id(audit::Instant now);
// Whether the text has the form of one: what else is asked for cannot be there.
bool is_filing_id(std::string_view text);

}  // namespace assize::registry
