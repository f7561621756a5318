#include "api/accounts/account_json.h"

#include "api/access/session_cookie.h"

namespace assize::api {

void write_organisation(JsonWriter& json, const registry::Organisation& organisation) {
  json.begin_object().member("id", organisation.id);
  json.member("kind", registry::code(organisation.kind)).member("name", organisation.name);
  json.member_or_null("provider", organisation.provider_id);
  json.member_or_null("group", organisation.group_id);
  json.key("councils").begin_array();
  for (const std::string& each : organisation.la_codes) json.string(each);
  json.end_array().end_object();
}

std::string me_json(const registry::Caller& caller, const std::optional<SignedInPerson>& viewer,
                    const std::optional<registry::Organisation>& organisation) {
  JsonWriter json;
  json.begin_object().member("account", caller.account_id);
  json.member("role", registry::code(caller.role)).key("person");
  if (viewer) {
    json.begin_object().member("id", viewer->person_id).member("name", viewer->name);
    json.member("email", viewer->email).key("manages").boolean(viewer->manages).end_object();
  } else {
    json.null();
  }
  json.key("organisation");
  if (organisation) {
    write_organisation(json, *organisation);
  } else {
    json.null();
  }
  json.member_or_null("csrf_token",
                      viewer ? std::optional(viewer->csrf_token) : std::optional<std::string>());
  json.key("demo").boolean(viewer && viewer->is_demo);
  json.end_object();
  return json.take();
}

SignedInPerson signed_in_person(const registry::SignedIn& signed_in,
                                std::string_view session_secret) {
  SignedInPerson viewer;
  viewer.person_id = signed_in.person_id;
  viewer.name = signed_in.person_name;
  viewer.email = signed_in.email;
  viewer.organisation_id = signed_in.caller.organisation_id;
  viewer.organisation_name = signed_in.organisation_name;
  viewer.organisation_kind = signed_in.organisation_kind;
  viewer.role = signed_in.caller.role;
  viewer.manages = signed_in.manages;
  viewer.is_demo = signed_in.is_demo;
  viewer.csrf_token = csrf_token_of(session_secret);
  return viewer;
}

}  // namespace assize::api
