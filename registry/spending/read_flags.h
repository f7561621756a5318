// The flags of the market's rules that stand on a day, as far as they speak of a council's or a
// school's placements. Thread-safe.
#pragma once

#include <vector>

#include "registry/database/database.h"
#include "registry/spending/spending_report.h"

namespace assize::registry {

std::vector<StandingFlag> read_standing_flags(Connection& connection, pricing::Date at);

}  // namespace assize::registry
