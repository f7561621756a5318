// Tailored lists frozen as evidence: kept byte for byte, committed to in the log, and read again by
// their council and the regulator. Never changed, never erased. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/tailored_lists/rank_schools.h"

namespace assize::registry {

struct FrozenList {
  std::string id;  // a ULID
  std::string council, reference, need, provision;
  std::int64_t schools = 0;  // how many are listed
  std::uint64_t checkpoint_size = 0;
  std::string frozen_at;
  std::string commitment_random;  // hexadecimal: opens the log's entry with the body
  std::string receipt_json;
};

// Whose list it is: a commissioner's own council; for the regulator, the one that is asked for,
// which may be left out of a list that is not frozen. The place of a fault is "forbidden" where the
// caller may not.
Result<std::optional<pricing::LaCode>> council_of_list(const Caller& caller,
                                                       const TailoredRequest& request);

// Logged as "tailored_list.frozen", with the council and the checkpoint's size; the entry commits
// to the body.
FrozenList freeze_tailored_list(Transaction& transaction, const Journal& journal,
                                const Caller& caller, pricing::LaCode council,
                                const TailoredList& list, const std::string& body);

// The latest first, at most 1,000; with a council, its own alone.
std::vector<FrozenList> list_frozen_lists(Connection& connection,
                                          const std::optional<std::string>& council);
// The body as it was frozen; with a council, only of its own.
std::optional<std::string> frozen_list_body(Connection& connection, std::string_view id,
                                            const std::optional<std::string>& council);

}  // namespace assize::registry
