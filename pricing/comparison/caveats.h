// The caveats of one placement line beside the cheapest of its kind. Thread-safe.
#pragma once

#include "pricing/comparison/compare_schools.h"

namespace assize::pricing {

std::vector<CaveatNote> caveats_of(const ComparedLine& line, const ComparedLine& cheapest,
                                   std::span<const SchoolOffers> schools, const ItemCodes& items);

}  // namespace assize::pricing
