// The facts beyond the file that the registry can fill today: what lines cost before, who came to
// run their schools, and who has placements on them. Thread-safe.
#pragma once

#include <span>
#include <vector>

#include "pricing/facts/facts.h"
#include "pricing/fee_file/fee_line.h"
#include "registry/database/database.h"

namespace assize::registry {

// For the schools of `lines`:
//
// - history: of each line, the prices in effect from three years before the school's earliest new
//   effective_from to its latest, cut to the days on which they held: where two cover a day, the
//   one filed last held;
// - ownership_changes: each day on which a school passed from one provider to another, by the
//   register. Between two providers of one group nothing changes hands;
// - placements, ended_placements and agreements: of councils, as recorded at this moment, unless
//   they are withheld from whoever asks.
enum class PlacementFacts { given, withheld };
pricing::Facts facts_before(Connection& connection, std::span<const pricing::FeeLine> lines,
                            PlacementFacts placements = PlacementFacts::given);

// The prices of one line, the last filed first, cut to the days on which each held; by day.
std::vector<pricing::PastPrice> days_held(std::span<const pricing::PastPrice> last_filed_first);

}  // namespace assize::registry
