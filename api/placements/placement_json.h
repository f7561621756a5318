// Placements as the JSON that the API answers with: the keys of the form, every value a string but
// for what is true or false. Pure; thread-safe.
#pragma once

#include <string>

#include "api/http/message/json_writer.h"
#include "registry/placements/list_placements.h"
#include "registry/placements/record_placements.h"

namespace assize::api {

void write_placement(JsonWriter& json, const registry::CallOff& placement);
// With who said it so, when and why.
void write_version(JsonWriter& json, const registry::PlacementVersion& version);
std::string placements_recorded_json(const registry::PlacementsRecorded& recorded);

}  // namespace assize::api
