// What an entry is about beside its subject, as far as its public part says so: the rule by which a
// school's history holds its filings and its places. Anyone can apply it to the log's own entries.
// Pure; thread-safe.
#pragma once

#include <set>
#include <string>

#include "audit/entry/canonical_json.h"

namespace assize::registry {

// "school/900001" for each URN in a member `urn` or `urns`, and "filing/01J…" for a member
// `filing`, at any depth; "framework/ID" and "lot/ID/LOT" for the members `framework` and `lot`.
std::set<std::string> mentions_in(const audit::CanonicalValue& public_part);

}  // namespace assize::registry
