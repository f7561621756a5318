// Brings table `school` up to a GIAS extract: only rows that differ are written, so that the
// history says when each school really changed. Runs in the caller's transaction.
#pragma once

#include "registry/database/database.h"
#include "registry/register/files/gias_file.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

// A school of the register that the extract does not have stays as it is: extracts may be partial.
StoreCounts store_schools(Connection& connection, const GiasFile& file,
                          const ImportProgress& on_progress);

}  // namespace assize::registry
