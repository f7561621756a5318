// Brings the providers, their groups and the schools that they run up to our ownership file. Runs
// in the caller's transaction.
#pragma once

#include "registry/database/database.h"
#include "registry/register/files/ownership_file.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

// Counts rows of the file; a row counts as changed too if its provider or group is newly named. A
// row is added to `refused` if its school is not on the register, if it is there twice, or if
// another provider runs the school on one of its days (or the same one, by another row).
StoreCounts store_ownership(Connection& connection, const OwnershipFile& file,
                            std::vector<ImportRefusal>& refused, const OnChange& on_change);

}  // namespace assize::registry
