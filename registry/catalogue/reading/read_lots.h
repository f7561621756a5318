// Reading the frameworks, and which schools are admitted to their lots. Thread-safe.
#pragma once

#include <cstdint>

#include "registry/catalogue/snapshot.h"
#include "registry/database/database.h"
#include "registry/register/history/moment.h"

namespace assize::registry {

// Grows with every edition of a framework and every event of its lots.
std::uint64_t count_framework_changes(Connection& connection);

// Fills the snapshot's frameworks, and the lots of its schools as on its day. Schools whose lots
// are as they were stay the same values.
void read_lots(Connection& connection, Snapshot& snapshot);

// One school's lots on a day, as they were known; of frameworks as they stand now.
std::vector<CatalogueLot> read_lots_of(Connection& connection, pricing::Urn urn, pricing::Date day,
                                       const KnownAt& known);

}  // namespace assize::registry
