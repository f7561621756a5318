// Where the children of a school that closes places may go: how many placements are at risk, and
// which schools nearby have vacancies. Counts only, and never a child's reference. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "registry/catalogue/snapshot.h"
#include "registry/exits/exit_notices.h"

namespace assize::registry {

struct PlacementsAtRisk {
  std::string council;
  pricing::Need need{};
  std::uint64_t placements = 0;
};

struct Alternative {
  std::shared_ptr<const CatalogueSchool> school;
  std::optional<std::int64_t> metres_squared;  // none: a position is not known
  std::vector<Vacancy> vacancies;              // those that fit, and are fresh
};

struct NeedAlternatives {
  pricing::Need need{};
  std::vector<Alternative> schools;  // the nearest first, at most alternatives_limit
};
inline constexpr std::size_t alternatives_limit = 20;

struct ContinuityPlan {
  std::vector<PlacementsAtRisk> at_risk;       // by council and need
  std::vector<NeedAlternatives> alternatives;  // of each need at risk
};

// As of the snapshot. At risk is what goes on after the notice's last day, or begins then; no age
// of a child is recorded, so placements of every age count. None are where the notice is withdrawn
// or withdraws. With a council, its own alone.
ContinuityPlan continuity_plan(Connection& connection, const ExitNotice& notice,
                               const Snapshot& snapshot, const std::optional<std::string>& council);

}  // namespace assize::registry
