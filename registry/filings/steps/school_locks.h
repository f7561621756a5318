// One filing at a time for a school. Thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "registry/database/database.h"

namespace assize::registry {

// Takes the schools' rows for the rest of the transaction, in the order of their URNs, waiting for
// filings under way; so what is read afterwards of their fees is the latest there is. Throws a
// transient DatabaseError, for the transaction to be run again whole, where the transaction had
// begun to read before another filing for one of them was committed: it could not see that one.
void lock_schools(Transaction& transaction, const std::vector<std::uint32_t>& urns);

}  // namespace assize::registry
