#include "registry/catalogue/reading/read_schools.h"

#include <unordered_map>

#include "registry/catalogue/school_types.h"
#include "registry/register/approvals.h"
#include "registry/register/local_authorities.h"
#include "registry/registration/registration_store.h"

namespace assize::registry {
namespace {

using pricing::Date;

struct ProviderOfSchool {
  std::string id, name, group;
};
using Providers = std::unordered_map<std::uint32_t, ProviderOfSchool>;  // by URN

Providers read_providers(Connection& connection, Date today) {
  Providers providers;
  connection.query_each(
      "SELECT runs.urn, provider.id, provider.name, provider_group.name"
      " FROM school_provider AS runs JOIN provider ON provider.id = runs.provider_id"
      " LEFT JOIN provider_group ON provider_group.id = provider.group_id"
      " WHERE runs.from_date <= ? AND (runs.to_date IS NULL OR runs.to_date >= ?)"
      " ORDER BY runs.urn, runs.from_date, provider.id",
      {today.text(), today.text()}, [&](const Row& row) {
        providers[static_cast<std::uint32_t>(row.integer(0))] = {row.text(1), row.text(2),
                                                                 row.text_or_none(3).value_or("")};
      });
  return providers;
}

std::vector<pricing::Need> parse_needs(std::string_view codes) {
  std::vector<pricing::Need> needs;
  while (!codes.empty()) {
    const std::size_t end = codes.find(';');
    const auto need = pricing::parse_need(codes.substr(0, end));
    if (need) needs.push_back(*need);
    codes = end == std::string_view::npos ? std::string_view() : codes.substr(end + 1);
  }
  return needs;
}

std::optional<int> small_number(const Row& row, std::size_t column) {
  const auto number = row.integer_or_none(column);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

std::string text_or_empty(const Row& row, std::size_t column) {
  return row.text_or_none(column).value_or("");
}

void add_council(CatalogueSchool& school, const Row& row) {
  school.region = region_of_school(row.text_or_none(4), row.text_or_none(5));
  if (row.is_null(4)) return;
  const auto la = pricing::LaCode::parse(row.text(4));
  if (!la) return;
  school.la = *la;
  school.la_name = name_of_council(*la);
}

}  // namespace

CatalogueSchool catalogue_school(const Row& row) {
  CatalogueSchool school(*pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(0))));
  school.name = row.text(1);
  school.type_code = static_cast<int>(row.integer(2));
  school.type_name = find_school_type(school.type_code)->name;
  school.status = row.text(3);
  school.is_open = school.status == "open" || school.status == "open_but_proposed_to_close";
  add_council(school, row);
  school.age_from = small_number(row, 6);
  school.age_to = small_number(row, 7);
  school.gender = text_or_empty(row, 8);
  school.capacity = small_number(row, 9);
  school.town = text_or_empty(row, 10);
  school.postcode = text_or_empty(row, 11);
  school.website = text_or_empty(row, 12);
  school.needs = parse_needs(row.text(13));
  if (!row.is_null(14) && !row.is_null(15)) {
    school.position = GridPoint{static_cast<std::int32_t>(row.integer(14)),
                                static_cast<std::int32_t>(row.integer(15))};
  }
  return school;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::vector<CatalogueSchool> read_schools(Connection& connection, Date today) {
  const Providers providers = read_providers(connection, today);
  const auto approvals = load_section41(connection);
  auto inspections = load_inspections(connection);
  auto registrations = load_registration_events(connection);
  std::vector<CatalogueSchool> schools;
  const auto add_school = [&](const Row& row) {
    CatalogueSchool school = catalogue_school(row);
    const std::uint32_t urn = school.urn.number();
    if (const auto events = approvals.find(urn); events != approvals.end()) {
      school.section41_since = approved_since(events->second, today);
      school.section41 = school.section41_since.has_value();
    }
    if (const auto held = inspections.find(urn); held != inspections.end()) {
      school.inspections = std::move(held->second);
    }
    add_gias_inspection(row.text_or_none(16), row.text_or_none(17), row.text_or_none(18),
                        school.inspections);
    if (const auto events = registrations.find(urn); events != registrations.end()) {
      school.registration = registration_on(std::move(events->second), today);
    }
    if (const auto provider = providers.find(urn); provider != providers.end()) {
      school.provider_id = provider->second.id;
      school.provider_name = provider->second.name;
      school.group_name = provider->second.group;
    }
    school.search_text = school.name + '\n' + school.town + '\n' + school.postcode + '\n' +
                         school.provider_name + '\n' + school.group_name + '\n' + school.urn.text();
    schools.push_back(std::move(school));
  };
  connection.query_each(
      "SELECT urn, name, type_code, status, la_code, region, age_from, age_to, gender, capacity,"
      " town, postcode, website, needs, easting, northing, inspectorate, inspected_on,"
      " inspection_outcome FROM school"
      " WHERE type_code IN ('07', '08', '10', '12', '32', '33', '36', '44')"
      " AND urn BETWEEN 100000 AND 999999 ORDER BY urn",
      {}, add_school);
  return schools;
}

}  // namespace assize::registry
