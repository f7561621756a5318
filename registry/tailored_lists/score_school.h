// The points of one school for a need profile, part by part, by the rules that
// docs/tailored-lists.md gives. Pure; thread-safe.
#pragma once

#include <optional>

#include "registry/tailored_lists/rank_schools.h"

namespace assize::registry {

// What a school is scored for.
struct Scoring {
  const TailoredRequest& request;
  const pricing::RuleBook* book;  // may be null
  pricing::Date today;
  pricing::Date from;
  std::optional<GridPoint> home;
};

// The cheapest placement line in force on the first day for the profile: for its own need, else for
// any need. Null if there is none.
const CatalogueFee* fitting_fee(const CatalogueSchool& school, const Scoring& scoring);
bool fits_by_register(const CatalogueSchool& school, const TailoredRequest& request);
// Free places for the profile, by statements that are not stale; none if there is no such
// statement.
std::optional<int> free_places(const CatalogueSchool& school, const Scoring& scoring);

RankedSchool score_school(std::shared_ptr<const CatalogueSchool> school, const CatalogueFee* fee,
                          const Scoring& scoring);

// A free place that is stated.
inline constexpr std::int64_t points_of_a_place = 80;

}  // namespace assize::registry
