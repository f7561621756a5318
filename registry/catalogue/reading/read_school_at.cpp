#include "registry/catalogue/reading/read_school_at.h"

#include "registry/catalogue/reading/read_fees.h"
#include "registry/catalogue/reading/read_lots.h"
#include "registry/catalogue/reading/read_schools.h"
#include "registry/catalogue/school_types.h"
#include "registry/places/read_places.h"
#include "registry/register/files/source_values.h"
#include "registry/registration/registration_store.h"

namespace assize::registry {
namespace {

// The columns that catalogue_school() takes, after the URN.
constexpr SchoolColumn columns[] = {
    SchoolColumn::name,     SchoolColumn::type_code, SchoolColumn::status,   SchoolColumn::la_code,
    SchoolColumn::region,   SchoolColumn::age_from,  SchoolColumn::age_to,   SchoolColumn::gender,
    SchoolColumn::capacity, SchoolColumn::town,      SchoolColumn::postcode, SchoolColumn::website,
    SchoolColumn::needs,    SchoolColumn::easting,   SchoolColumn::northing};

}  // namespace

std::optional<CatalogueSchool> read_catalogue_school_at(Connection& connection, pricing::Urn urn,
                                                        const TwoTimes& times) {
  auto values = read_school_at(connection, urn.number(), times);
  if (!values) return std::nullopt;
  const std::string type = (*values)[SchoolColumn::type_code].value_or("");
  if (find_school_type(static_cast<int>(parse_source_number(type).value_or(0))) == nullptr)
    return std::nullopt;
  std::vector<std::optional<std::string>> row{urn.text()};
  for (const SchoolColumn column : columns) row.push_back((*values)[column]);
  CatalogueSchool school = catalogue_school(Row(std::move(row)));
  school.section41_since = read_approved_since_at(connection, urn.number(), times);
  school.section41 = school.section41_since.has_value();
  school.registration = read_registration_at(connection, urn, times);
  if (const auto provider = read_provider_at(connection, urn.number(), times)) {
    school.provider_id = provider->id;
    school.provider_name = provider->name;
    school.group_name = provider->group;
  }
  const KnownAt known(times.known_at);
  school.inspections = inspections_of(connection, urn.number(), times.as_at, known);
  const auto& inspected = (*values)[SchoolColumn::inspected_on];
  if (!times.as_at || (inspected && *inspected <= times.as_at->text())) {
    add_gias_inspection((*values)[SchoolColumn::inspectorate], inspected,
                        (*values)[SchoolColumn::inspection_outcome], school.inspections);
  }
  school.vacancies = read_places_of(connection, urn.number(), known);
  std::erase_if(school.vacancies,
                [&](const Vacancy& each) { return times.as_at && each.stated > *times.as_at; });
  school.fees = read_fees_of(connection, urn, known);
  school.lots = read_lots_of(connection, urn, times.as_at.value_or(times.today), known);
  return school;
}

}  // namespace assize::registry
