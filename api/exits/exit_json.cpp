#include "api/exits/exit_json.h"

namespace assize::api {
namespace {

void write_alternative(JsonWriter& json, const registry::Alternative& alternative) {
  const registry::CatalogueSchool& school = *alternative.school;
  json.begin_object().member("urn", school.urn.text()).member("name", school.name);
  json.member("type", school.type_name).member_unless_empty("town", school.town);
  std::optional<std::string> miles;
  if (alternative.metres_squared) {
    miles = registry::Miles::nearest(*alternative.metres_squared).text();
  }
  json.member_or_null("miles", miles).key("vacancies").begin_array();
  for (const registry::Vacancy& vacancy : alternative.vacancies) {
    json.begin_object().member("provision", code(vacancy.provision));
    json.key("age_from").integer(vacancy.age_from).key("age_to").integer(vacancy.age_to);
    json.key("vacancies").integer(vacancy.vacancies).member("stated", vacancy.stated.text());
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

void write_exit_notice(JsonWriter& json, const registry::ExitNotice& notice) {
  const registry::ClosedPlaces& places = notice.places;
  json.begin_object().member("id", notice.id).member("urn", notice.urn.text());
  json.member_unless_empty("need", places.need ? code(*places.need) : "");
  json.member_unless_empty("provision", places.provision ? code(*places.provision) : "");
  json.member_or_null("age_from", places.ages ? std::optional(places.ages->from) : std::nullopt);
  json.member_or_null("age_to", places.ages ? std::optional(places.ages->to) : std::nullopt);
  json.member("last_day", notice.last_day.text()).member("reason", notice.reason);
  json.member_or_null("withdraws", notice.withdraws);
  json.member_or_null("withdrawn_by", notice.withdrawn_by);
  json.member("notified_at", notice.notified_at).key("receipt").raw(notice.receipt_json);
  json.end_object();
}

std::string exit_plan_json(const registry::ExitNotice& notice, const registry::ContinuityPlan& plan,
                           pricing::Date today) {
  JsonWriter json;
  json.begin_object().key("notice");
  write_exit_notice(json, notice);
  json.member("as_at", today.text()).key("placements_at_risk").begin_array();
  for (const registry::PlacementsAtRisk& each : plan.at_risk) {
    json.begin_object().member("council", each.council).member("need", code(each.need));
    json.key("placements").whole(each.placements).end_object();
  }
  json.end_array().key("alternatives").begin_array();
  for (const registry::NeedAlternatives& each : plan.alternatives) {
    json.begin_object().member("need", code(each.need)).key("schools").begin_array();
    for (const registry::Alternative& school : each.schools) write_alternative(json, school);
    json.end_array().end_object();
  }
  return json.end_array().end_object().take();
}

}  // namespace assize::api
