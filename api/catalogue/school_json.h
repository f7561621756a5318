// Schools and fees as the JSON that the API answers with. Money is a string, always. Pure;
// thread-safe.
#pragma once

#include <vector>

#include "api/http/message/json_writer.h"
#include "registry/catalogue/search.h"
#include "registry/catalogue/snapshot.h"

namespace assize::api {

void write_school(JsonWriter& json, const registry::CatalogueSchool& school);
// The school with the range of its yearly prices that match the search.
void write_hit(JsonWriter& json, const registry::SchoolHit& hit);
void write_fees(JsonWriter& json, const std::vector<const registry::CatalogueFee*>& fees);

}  // namespace assize::api
