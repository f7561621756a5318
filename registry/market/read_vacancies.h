// The statements of vacancies that stood on a day, today or past. Thread-safe.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "pricing/market/market_facts.h"
#include "registry/database/database.h"

namespace assize::registry {

// Those that were fresh on `at`, of the schools asked for by URN. A statement of a later day that
// took the place of one does not hide it.
std::vector<pricing::Vacancy> read_vacancies(Connection& connection, pricing::Date at,
                                             pricing::Date today,
                                             const std::unordered_set<std::uint32_t>& schools);

}  // namespace assize::registry
