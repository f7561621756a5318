#include "api/applications/register_application_json.h"

#include "api/registration/registration_json.h"

namespace assize::api {
namespace {

using registry::RegisterApplication;

void write_members(JsonWriter& json, const RegisterApplication& application) {
  json.member("id", application.id).member("status", registry::code(application.status));
  json.member("provider", application.provider_id);
  json.key("particulars").raw(application.particulars_json);
  std::optional<std::string> answer_by;
  if (application.answer_by) answer_by = application.answer_by->text();
  json.member_or_null("answer_by", answer_by);
  std::optional<std::string> urn;
  if (application.urn) urn = application.urn->text();
  json.member_or_null("urn", urn);
  const bool awaits_urn =
      application.status == registry::ApplicationStatus::accepted && !application.urn;
  json.key("awaits_urn").boolean(awaits_urn);
}

void write_event(JsonWriter& json, const registry::ApplicationEvent& event) {
  json.begin_object().member("event", registry::code(event.step)).member("on", event.on.text());
  json.member("recorded_at", event.recorded_at).member("words", event.words);
  json.key("particulars");
  if (event.particulars_json) {
    json.raw(*event.particulars_json);
  } else {
    json.null();
  }
  std::optional<std::string> answer_by;
  if (event.answer_by) answer_by = event.answer_by->text();
  json.member_or_null("answer_by", answer_by);
  json.member("commitment_random", event.commitment_random);
  json.key("receipt").raw(event.receipt_json).end_object();
}

}  // namespace

std::string register_application_json(const RegisterApplication& application, pricing::Date today) {
  JsonWriter json;
  json.begin_object();
  write_members(json, application);
  json.key("conditions");
  write_conditions(json, registry::registration_on(application.registration, today).conditions,
                   today);
  json.key("events").begin_array();
  for (const registry::ApplicationEvent& event : application.events) write_event(json, event);
  return json.end_array().end_object().take();
}

std::string register_application_page_json(const registry::ApplicationPage& page) {
  JsonWriter json;
  json.begin_object().key("applications").begin_array();
  for (const RegisterApplication& application : page.applications) {
    json.begin_object();
    write_members(json, application);
    json.end_object();
  }
  return json.end_array().member_or_null("next", page.next).end_object().take();
}

}  // namespace assize::api
