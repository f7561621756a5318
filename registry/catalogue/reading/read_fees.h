// Reading the catalogue's fees from the database. Thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "registry/catalogue/snapshot.h"
#include "registry/database/database.h"
#include "registry/register/history/moment.h"

namespace assize::registry {

using FeesBySchool = std::unordered_map<std::uint32_t, std::vector<CatalogueFee>>;  // by URN

// Of every school, each school's by line and then in the order of filing.
FeesBySchool read_all_fees(Connection& connection);
// Of these schools alone.
FeesBySchool read_fees_of(Connection& connection, const std::vector<std::uint32_t>& urns);
// One school's, as they were known at a moment.
std::vector<CatalogueFee> read_fees_of(Connection& connection, pricing::Urn urn,
                                       const KnownAt& known);

}  // namespace assize::registry
