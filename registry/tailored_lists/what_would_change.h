// What would change a school's rank in a tailored list: the least change of one weight that puts it
// above the one before it, and what a statement or a fee of its own would do. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "registry/tailored_lists/rank_schools.h"

namespace assize::registry {

// Of the school at that place; the schools stand by rank. Each sentence has been tried: the rank it
// names is the one that the same sums give.
std::vector<std::string> what_would_change(const std::vector<RankedSchool>& schools, std::size_t at,
                                           const Weights& weights);

}  // namespace assize::registry
