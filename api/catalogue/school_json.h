// Schools and fees as the JSON that the API answers with. Money is a string, always. Pure;
// thread-safe.
#pragma once

#include <vector>

#include "api/http/message/json_writer.h"
#include "registry/catalogue/search/search.h"
#include "registry/catalogue/snapshot.h"
#include "registry/register/history/school_at.h"
#include "registry/register/local_authorities.h"

namespace assize::api {

// The members that say when a former council ended and what it became.
void write_became(JsonWriter& json, const registry::FormerCouncil& former);
// With its vacancies, each with its age in days. With `times`, says as at which day, and as known
// at which moment.
void write_school(JsonWriter& json, const registry::CatalogueSchool& school, pricing::Date today,
                  const registry::TwoTimes* times = nullptr);
void write_places(JsonWriter& json, const registry::CatalogueSchool& school, pricing::Date today);
// The members that every school is shown with, for SnapshotKeeper to keep: write_hit takes them
// from there.
std::string school_members(const registry::CatalogueSchool& school);
// The school with the range of its yearly prices that match the search, and how it met it.
void write_hit(JsonWriter& json, const registry::SchoolHit& hit);
void write_facets(JsonWriter& json, const registry::Facets& facets);
void write_fees(JsonWriter& json, const std::vector<const registry::CatalogueFee*>& fees);

}  // namespace assize::api
