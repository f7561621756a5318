// Reading the catalogue's schools from the register, without their fees. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registry/catalogue/snapshot.h"
#include "registry/database/database.h"

namespace assize::registry {

// Schools of the catalogue's types, by URN, with council, approval and provider as on that day.
std::vector<CatalogueSchool> read_schools(Connection& connection, pricing::Date today);

// A school of one of the catalogue's types by its columns: urn, name, type_code, status, la_code,
// region, age_from, age_to, gender, capacity, town, postcode, website, needs, easting, northing.
CatalogueSchool catalogue_school(const Row& row);

// A to Z in lower case; everything else as it is.
std::string lower_case(std::string_view text);

}  // namespace assize::registry
