// The market's flags in the database. Runs in the caller's transaction.
#pragma once

#include <cstdint>
#include <string>

#include "pricing/market/assess_market.h"
#include "registry/database/database.h"

namespace assize::registry {

struct FlagChanges {
  std::uint64_t opened = 0;   // for the first time, or again
  std::uint64_t changed = 0;  // found again, and otherwise
  std::uint64_t closed = 0;
  std::uint64_t standing = 0;  // after the run
};

// Brings the flags up to what a run found. A flag is known by its rule, its subject and its column,
// so what is found again is the same flag; one that is found no more is closed on the run's day. A
// row is written only where what it says has changed: its working is then that run's.
FlagChanges store_flags(Connection& connection, const std::string& run_id,
                        const pricing::MarketAssessment& assessment);

}  // namespace assize::registry
