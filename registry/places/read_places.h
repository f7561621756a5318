// Reading the vacancies that stand as stated. Thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "registry/database/database.h"
#include "registry/places/places.h"
#include "registry/register/history/moment.h"

namespace assize::registry {

// By URN; each school's by need, provision and age.
using PlacesBySchool = std::unordered_map<std::uint32_t, std::vector<Vacancy>>;
PlacesBySchool read_all_places(Connection& connection);
PlacesBySchool read_places_of(Connection& connection, const std::vector<std::uint32_t>& urns);
// One school's, as they were known at a moment.
std::vector<Vacancy> read_places_of(Connection& connection, std::uint32_t urn,
                                    const KnownAt& known);

}  // namespace assize::registry
