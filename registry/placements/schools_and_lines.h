// Whether the schools and lines that placements name are known. Runs in the caller's transaction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "registry/database/database.h"
#include "registry/placements/placement.h"

namespace assize::registry {

struct PlacementRow {
  CallOff placement;
  std::string where;  // "line 3" of the file
};

// Faults: a school that is not on the register, or is not of a regulated type; the name of a line
// that no filing has put in effect, if it looks like a child's data. Says how many rows name lines
// that are not known: those may be from before fees were filed.
std::uint64_t check_schools_and_lines(Connection& connection, const std::vector<PlacementRow>& rows,
                                      pricing::Date today, FormFaults& faults);

}  // namespace assize::registry
