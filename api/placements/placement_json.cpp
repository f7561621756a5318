#include "api/placements/placement_json.h"

namespace assize::api {

void write_placement(JsonWriter& json, const registry::CallOff& placement) {
  const auto texts = registry::placement_texts(placement);
  json.begin_object();
  for (std::size_t at = 0; at < texts.size(); ++at) {
    if (at == static_cast<std::size_t>(registry::PlacementColumn::withdrawn)) {
      json.key("withdrawn").boolean(placement.withdrawn);
    } else {
      json.member_unless_empty(registry::placement_columns[at], texts[at]);
    }
  }
  json.end_object();
}

void write_version(JsonWriter& json, const registry::PlacementVersion& version) {
  json.begin_object().member("recorded_at", version.recorded_at);
  json.member("account", version.account_id).member("record", version.record_id);
  json.member_unless_empty("why", version.why).key("placement");
  write_placement(json, version.placement);
  json.end_object();
}

std::string placements_recorded_json(const registry::PlacementsRecorded& recorded) {
  JsonWriter json;
  json.begin_object().member_unless_empty("id", recorded.id);
  json.member_unless_empty("recorded_at", recorded.recorded_at);
  json.key("rows").whole(recorded.rows).key("added").whole(recorded.added);
  json.key("ended").whole(recorded.ended).key("corrected").whole(recorded.corrected);
  json.key("unchanged").whole(recorded.unchanged);
  json.key("lines_unknown").whole(recorded.lines_unknown).key("receipt");
  if (recorded.receipt_json.empty()) {
    json.null();
  } else {
    json.raw(recorded.receipt_json);
  }
  json.member_unless_empty("commitment_random", recorded.commitment_random).end_object();
  return json.take();
}

}  // namespace assize::api
