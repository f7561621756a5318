// Counting the schools for each value of each choice. Thread-safe.
#pragma once

#include "registry/catalogue/search/matching.h"

namespace assize::registry {

Facets count_facets(const Snapshot& snapshot, const Matching& matching);

}  // namespace assize::registry
