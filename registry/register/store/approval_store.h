// Brings table `approval_event` up to the DfE's list of section 41 approvals. Runs in the caller's
// transaction.
#pragma once

#include "registry/database/database.h"
#include "registry/register/files/section41_file.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

// New events are added; what the list corrects of an event is changed. An event that the list no
// longer has is kept: when an approval is revoked the list drops the row that granted it, and the
// day of the grant is still true. A school approved here only by an event that the list no longer
// has is named in a note, for a person to look at.
StoreCounts store_section41(Connection& connection, const Section41File& file,
                            const OnChange& on_change);

}  // namespace assize::registry
