// Whether placements may have been called off from the lots that they name. Runs in the caller's
// transaction.
#pragma once

#include <vector>

#include "registry/database/database.h"
#include "registry/placements/schools_and_lines.h"

namespace assize::registry {

// A placement that names a lot, as FRAMEWORK/LOT, needs one of a published framework that is live
// on the placement's first day, that covers its need and provision, and to which its school was
// admitted that day. Faults name the lot's column.
void check_lots(Connection& connection, const std::vector<PlacementRow>& rows, FormFaults& faults);

}  // namespace assize::registry
