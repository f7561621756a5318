// Brings table `inspection` up to our own file of inspections. Runs in the caller's transaction.
#pragma once

#include "pricing/exact/date.h"
#include "registry/database/database.h"
#include "registry/register/files/inspections_file.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

// Inspections that the file does not have stay. A row is added to `refused` if its school is not on
// the register, or its day is after today.
StoreCounts store_inspections(Connection& connection, const InspectionsFile& file,
                              pricing::Date today, std::vector<ImportRefusal>& refused,
                              const OnChange& on_change);

}  // namespace assize::registry
