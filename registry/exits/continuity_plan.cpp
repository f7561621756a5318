#include "registry/exits/continuity_plan.h"

#include <algorithm>
#include <limits>
#include <set>

namespace assize::registry {
namespace {

std::vector<PlacementsAtRisk> read_at_risk(Connection& connection, const ExitNotice& notice,
                                           const std::optional<std::string>& council) {
  std::string sql =
      "SELECT council, need, COUNT(*) FROM placement WHERE urn = ? AND NOT withdrawn"
      " AND (end_date IS NULL OR end_date > ?)";
  Values values{std::int64_t{notice.urn.number()}, notice.last_day.text()};
  const auto where = [&](const char* condition, std::string value) {
    sql += condition;
    values.emplace_back(std::move(value));
  };
  if (council) where(" AND council = ?", *council);
  if (notice.places.need) where(" AND need = ?", std::string(code(*notice.places.need)));
  if (notice.places.provision) {
    where(" AND provision = ?", std::string(code(*notice.places.provision)));
  }
  std::vector<PlacementsAtRisk> at_risk;
  connection.query_each(sql + " GROUP BY council, need ORDER BY council, need", values,
                        [&](const Row& row) {
                          at_risk.push_back({row.text(0), pricing::read_need(row.text(1)).value(),
                                             static_cast<std::uint64_t>(row.integer(2))});
                        });
  return at_risk;
}

bool fits(const Vacancy& vacancy, pricing::Need need, const ClosedPlaces& places,
          pricing::Date today) {
  const bool ages_fit =
      !places.ages || (vacancy.age_from <= places.ages->to && places.ages->from <= vacancy.age_to);
  return vacancy.need == need && vacancy.vacancies > 0 && !vacancy.is_stale(today) && ages_fit &&
         (!places.provision || vacancy.provision == *places.provision);
}

NeedAlternatives alternatives_for(pricing::Need need, const ExitNotice& notice,
                                  const Snapshot& snapshot) {
  const CatalogueSchool* from = snapshot.find(notice.urn);
  NeedAlternatives found{need, {}};
  for (const auto& school : snapshot.schools) {
    if (school->urn == notice.urn || !school->is_open) continue;
    if (!school->registration.is_in_force()) continue;
    Alternative alternative{school, {}, {}};
    for (const Vacancy& vacancy : school->vacancies) {
      if (fits(vacancy, need, notice.places, snapshot.today)) {
        alternative.vacancies.push_back(vacancy);
      }
    }
    if (alternative.vacancies.empty()) continue;
    if (from != nullptr && from->position && school->position) {
      alternative.metres_squared = distance_squared(*from->position, *school->position);
    }
    found.schools.push_back(std::move(alternative));
  }
  // Those whose distance is not known come last; of two that are as far, in the order of their URN.
  std::ranges::stable_sort(found.schools, {}, [](const Alternative& each) {
    return each.metres_squared.value_or(std::numeric_limits<std::int64_t>::max());
  });
  if (found.schools.size() > alternatives_limit) {
    found.schools.erase(found.schools.begin() + alternatives_limit, found.schools.end());
  }
  return found;
}

}  // namespace

ContinuityPlan continuity_plan(Connection& connection, const ExitNotice& notice,
                               const Snapshot& snapshot,
                               const std::optional<std::string>& council) {
  ContinuityPlan plan;
  if (notice.withdraws || notice.withdrawn_by) return plan;
  plan.at_risk = read_at_risk(connection, notice, council);
  std::set<pricing::Need> needs;
  for (const PlacementsAtRisk& each : plan.at_risk) needs.insert(each.need);
  for (const pricing::Need need : needs) {
    plan.alternatives.push_back(alternatives_for(need, notice, snapshot));
  }
  return plan;
}

}  // namespace assize::registry
