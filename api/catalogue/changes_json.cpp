#include "api/catalogue/changes_json.h"

#include "api/http/message/json_writer.h"
#include "api/publication/checkpoint_json.h"
#include "registry/catalogue/export.h"

namespace assize::api {
namespace {

void write_changed_school(JsonWriter& json, const registry::ChangedSchool& changed,
                          const registry::Snapshot& snapshot) {
  json.begin_object().member("urn", changed.urn.text()).key("entries").begin_array();
  for (const std::uint64_t entry : changed.entries) json.whole(entry);
  json.end_array().key("by_day").boolean(changed.by_day).key("fees").begin_array();
  if (const registry::CatalogueSchool* school = snapshot.find(changed.urn)) {
    for (const std::size_t place : school->fees_today) {
      std::string fee;
      registry::append_fee_json(fee, *school, school->fees[place]);
      json.raw(fee);
    }
  }
  json.end_array().end_object();
}

}  // namespace

std::string catalogue_changes_json(const registry::CatalogueChanges& changes,
                                   const registry::Snapshot& snapshot) {
  JsonWriter json;
  json.begin_object().member("as_at", snapshot.today.text());
  json.key("since").begin_object().key("size").whole(changes.since.size);
  json.member("root", changes.since.root).end_object();
  write_checkpoint(json, snapshot.checkpoint);
  json.key("entries").begin_array();
  for (const registry::ChangingEntry& entry : changes.entries) {
    json.begin_object().key("index").whole(entry.index).member("action", entry.action);
    json.member("at", entry.at).end_object();
  }
  json.end_array().key("schools").begin_array();
  for (const registry::ChangedSchool& school : changes.schools) {
    write_changed_school(json, school, snapshot);
  }
  return json.end_array().end_object().take() + "\n";
}

}  // namespace assize::api
