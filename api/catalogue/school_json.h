// Schools and fees as the JSON that the API answers with. Money is a string, always. Pure;
// thread-safe.
#pragma once

#include <vector>

#include "api/http/message/json_writer.h"
#include "registry/catalogue/search/search.h"
#include "registry/catalogue/snapshot.h"

namespace assize::api {

// With its vacancies, each with its age in days.
void write_school(JsonWriter& json, const registry::CatalogueSchool& school, pricing::Date today);
void write_places(JsonWriter& json, const registry::CatalogueSchool& school, pricing::Date today);
// The school with the range of its yearly prices that match the search, and how it met it.
void write_hit(JsonWriter& json, const registry::SchoolHit& hit);
void write_facets(JsonWriter& json, const registry::Facets& facets);
void write_fees(JsonWriter& json, const std::vector<const registry::CatalogueFee*>& fees);

}  // namespace assize::api
