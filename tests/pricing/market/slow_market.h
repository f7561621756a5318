// MKT-01, MKT-06 and MKT-07 as their sentences read, row by row, with fractions of any size and
// divisions. Shares no code with the engine beyond the facts' own types.
#pragma once

#include <set>
#include <string>

#include "pricing/market/market_facts.h"

namespace assize::pricing {

// Each finding in one text: "MKT-01 301 ASD G 5", "MKT-06 East ASD 5/9", "MKT-07 301 ASD 4 3".
std::multiset<std::string> judge_market_slowly(const MarketFacts& facts, Date at,
                                               int share_limit_percent);

}  // namespace assize::pricing
