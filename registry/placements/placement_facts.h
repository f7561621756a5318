// What recorded placements say as facts of a filing. Runs in the caller's transaction, and reads
// what is recorded at that moment. Thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "pricing/facts/facts.h"
#include "registry/database/database.h"

namespace assize::registry {

// Adds to `facts`, of these schools and for prices that begin on the days from `from` to `to`:
//
// - placements: those live on one of the days, a fact for each line that they buy. An agreed price
// is
//   the placement line's; add-ons are bought at their lines' own;
// - ended_placements: those that the provider ended by a notice of the 366 days before `from`, or
//   later, up to `to`.
//
// What was withdrawn was no placement.
void read_placement_facts(Connection& connection, const std::vector<std::int64_t>& urns,
                          pricing::Date from, pricing::Date to, pricing::Facts& facts);

}  // namespace assize::registry
