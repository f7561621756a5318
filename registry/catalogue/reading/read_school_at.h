// One school of the catalogue on a day, as it was known at a moment, from the database.
// Thread-safe.
#pragma once

#include <optional>

#include "registry/catalogue/snapshot.h"
#include "registry/register/history/school_at.h"

namespace assize::registry {

// None if it was not on the register then, or not of a type of the catalogue. Its fees, places,
// lots and inspections are those that were known; fees_today is left empty.
std::optional<CatalogueSchool> read_catalogue_school_at(Connection& connection, pricing::Urn urn,
                                                        const TwoTimes& times);

}  // namespace assize::registry
