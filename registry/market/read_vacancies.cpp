#include "registry/market/read_vacancies.h"

#include <algorithm>
#include <unordered_map>

#include "registry/places/places.h"

namespace assize::registry {
namespace {

Vacancy vacancy_of(const Row& row) {
  Vacancy vacancy;
  vacancy.need = pricing::read_need(row.text(1)).value();
  vacancy.provision = pricing::read_provision(row.text(2)).value();
  vacancy.age_from = static_cast<int>(row.integer(3));
  vacancy.age_to = static_cast<int>(row.integer(4));
  vacancy.vacancies = static_cast<int>(row.integer(5));
  vacancy.stated = pricing::Date::parse(row.text(6)).value();
  return vacancy;
}

}  // namespace

std::vector<pricing::Vacancy> read_vacancies(Connection& connection, pricing::Date at,
                                             pricing::Date today,
                                             const std::unordered_set<std::uint32_t>& schools) {
  // Each statement again, in the order in which they were made: as when it was stated, a later one
  // takes the place of those that it overlaps.
  std::unordered_map<std::uint32_t, std::vector<Vacancy>> stood;
  const std::string history = at < today ? " FOR SYSTEM_TIME ALL" : "";
  connection.query_each(
      "SELECT urn, need, provision, age_from, age_to, vacancies, stated_on FROM school_places" +
          history + " WHERE stated_on <= ? AND stated_on >= ? ORDER BY stated_on, ROW_START",
      {at.text(), at.plus_days(-places_fresh_days).text()}, [&](const Row& row) {
        const auto urn = static_cast<std::uint32_t>(row.integer(0));
        if (!schools.contains(urn)) return;
        const Vacancy now = vacancy_of(row);
        std::vector<Vacancy>& of_school = stood[urn];
        std::erase_if(of_school, [&now](const Vacancy& before) { return now.overlaps(before); });
        of_school.push_back(now);
      });
  std::vector<pricing::Vacancy> vacancies;
  for (const auto& [urn, of_school] : stood) {
    for (const Vacancy& each : of_school) {
      vacancies.push_back({pricing::Urn::from_number(urn).value(), each.need, each.provision,
                           pricing::AgeRange{each.age_from, each.age_to}, each.stated,
                           static_cast<std::uint32_t>(each.vacancies)});
    }
  }
  return vacancies;
}

}  // namespace assize::registry
