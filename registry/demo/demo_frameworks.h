// Two frameworks of the demo market, with days counted from today: one that is live, with schools
// that have been admitted, refused and suspended, and one that is open, with applications that
// wait. Thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "pricing/exact/date.h"
#include "pricing/result.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

std::string demo_live_framework(pricing::Date today);
std::string demo_open_framework(pricing::Date today);

// Publishes both, and has schools that sell what a lot buys apply to it. How many were admitted.
Result<std::uint64_t> load_demo_frameworks(Database& database, const Journal& journal);

}  // namespace assize::registry
