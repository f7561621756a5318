#include "api/publication/ocds_call_offs.h"

#include "api/publication/ocds.h"

namespace assize::api {
namespace {

using registry::AreaKind;
using registry::CallOffGroup;

// "383", "E12000007", "other-E12000007" or "other".
std::string area_id(const CallOffGroup& group) {
  if (!group.code.empty()) return group.code;
  return group.region_code.empty() ? "other" : "other-" + group.region_code;
}

std::string buyers_name(const CallOffGroup& group) {
  const bool is_one = group.kind == AreaKind::council || group.code.empty();
  return is_one ? group.name : "Councils of " + group.name;
}

void write_buyers(JsonWriter& json, const std::string& id, const std::string& name) {
  json.key("parties").begin_array().begin_object().member("id", id).member("name", name);
  json.key("roles").begin_array().string("buyer").end_array().end_object().end_array();
  json.key("buyer").begin_object().member("id", id).member("name", name).end_object();
}

void write_placements(JsonWriter& json, const CallOffRelease& release) {
  const pricing::PriceSum& sum = release.group.sum;
  json.key("awards").begin_array().begin_object().member("id", "placements");
  json.member("title", "Placements live on " + release.live_on.text() + ", at fees in force");
  json.member("status", "active").key("value").begin_object();
  json.key("amount").raw(sum.spend.text()).member("currency", "GBP").end_object();
  json.key("items").begin_array().begin_object().member("id", "placements");
  json.member("description", "Placements, each by the year");
  json.key("classification").begin_object().member("scheme", "CPV").member("id", "80340000");
  json.member("description", "Special education services").end_object();
  json.key("quantity").whole(sum.placements).key("unit").begin_object();
  json.member("name", "placement").end_object().end_object().end_array();
  json.end_object().end_array();
}

}  // namespace

void write_call_offs(JsonWriter& json, const CallOffRelease& release) {
  const std::string framework = std::string(ocid_prefix) + "-" + release.framework.id;
  const std::string process = release.framework.id + "-call-offs-" + area_id(release.group);
  json.begin_object().member("ocid", std::string(ocid_prefix) + "-" + process);
  json.member("id", process + "-" + release.edition + "-" + release.live_on.text());
  json.member("date", release.date).key("tag").begin_array().string("award").end_array();
  json.member("initiationType", "tender").member("language", "en");
  write_buyers(json, "councils-" + area_id(release.group), buyers_name(release.group));
  write_placements(json, release);
  json.key("relatedProcesses").begin_array().begin_object().member("id", "framework");
  json.key("relationship").begin_array().string("framework").end_array();
  json.member("title", release.framework.title).member("scheme", "ocid");
  json.member("identifier", framework).end_object().end_array().end_object();
}

}  // namespace assize::api
