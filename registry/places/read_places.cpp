#include "registry/places/read_places.h"

#include <algorithm>
#include <string>

namespace assize::registry {
namespace {

constexpr std::size_t urns_in_a_query = 500;
constexpr std::string_view select_places =
    "SELECT urn, need, provision, age_from, age_to, vacancies, stated_on FROM school_places";

void add_places(PlacesBySchool& places, const Row& row) {
  const auto small = [&row](std::size_t column) { return static_cast<int>(row.integer(column)); };
  places[static_cast<std::uint32_t>(row.integer(0))].push_back(
      {pricing::parse_need(row.text(1)).value(), pricing::parse_provision(row.text(2)).value(),
       small(3), small(4), small(5), pricing::Date::parse(row.text(6)).value()});
}

void sort_places(PlacesBySchool& places) {
  for (auto& [urn, of_school] : places) std::ranges::sort(of_school, {}, &Vacancy::key);
}

}  // namespace

PlacesBySchool read_all_places(Connection& connection) {
  PlacesBySchool places;
  connection.query_each(select_places, {}, [&](const Row& row) { add_places(places, row); });
  sort_places(places);
  return places;
}

PlacesBySchool read_places_of(Connection& connection, const std::vector<std::uint32_t>& urns) {
  PlacesBySchool places;
  for (std::size_t begin = 0; begin < urns.size(); begin += urns_in_a_query) {
    std::string marks;
    Values values;
    for (std::size_t at = begin; at < std::min(urns.size(), begin + urns_in_a_query); ++at) {
      marks += marks.empty() ? "?" : ", ?";
      values.emplace_back(std::int64_t{urns[at]});
    }
    connection.query_each(std::string(select_places) + " WHERE urn IN (" + marks + ")", values,
                          [&](const Row& row) { add_places(places, row); });
  }
  sort_places(places);
  return places;
}

std::vector<Vacancy> read_places_of(Connection& connection, std::uint32_t urn,
                                    const KnownAt& known) {
  Values values;
  known.bind(values);
  values.emplace_back(std::int64_t{urn});
  PlacesBySchool places;
  connection.query_each(std::string(select_places) + std::string(known.clause()) + " WHERE urn = ?",
                        values, [&](const Row& row) { add_places(places, row); });
  sort_places(places);
  return std::move(places[urn]);
}

}  // namespace assize::registry
