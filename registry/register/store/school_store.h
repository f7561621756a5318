// Brings table `school` up to a GIAS extract: only rows that differ are written, so that the
// history says when each school really changed. Runs in the caller's transaction.
#pragma once

#include "pricing/exact/date.h"
#include "registry/database/database.h"
#include "registry/register/files/gias_file.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

// A school of the register that the extract does not have stays as it is: extracts may be partial.
// A correction stands for as long as the extract says what it said when the correction was made. A
// changed value holds from the day that the extract gives for it, or from `today`.
StoreCounts store_schools(Connection& connection, const GiasFile& file, pricing::Date today,
                          const ImportProgress& on_progress, const OnChange& on_change);

// From which day the new values of a column hold: the day of opening or closing for a status, the
// day on which the extract says that the record was changed, or today.
pricing::Date first_day_of(SchoolColumn column, const SchoolValues& before,
                           const SchoolValues& after, pricing::Date today);

}  // namespace assize::registry
