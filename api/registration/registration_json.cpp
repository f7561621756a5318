#include "api/registration/registration_json.h"

namespace assize::api {
namespace {

using registry::Condition;
using registry::ControlChange;
using registry::Ownership;
using registry::RegistrationEvent;

std::optional<std::string> text_of(const std::optional<pricing::Date>& day) {
  return day ? std::optional(day->text()) : std::nullopt;
}

std::optional<std::string> text_of(const std::optional<pricing::Urn>& urn) {
  return urn ? std::optional(urn->text()) : std::nullopt;
}

void write_condition(JsonWriter& json, const Condition& condition, pricing::Date day) {
  json.begin_object().member("id", condition.id);
  json.member_or_null("urn", text_of(condition.urn));
  json.member_or_null("application", condition.application_id);
  json.member("condition", condition.words).member("imposed", condition.imposed.text());
  json.member_or_null("due", text_of(condition.due));
  json.member("state", registry::code(condition.state_on(day)));
  json.member_or_null("ended", text_of(condition.ended)).end_object();
}

void write_change(JsonWriter& json, const ControlChange& change, Confidences confidences) {
  json.begin_object().member("id", change.id);
  json.member_or_null("urn", text_of(change.urn));
  json.member_or_null("provider", change.provider_id);
  json.key("controller").begin_object().member("id", change.controller_id);
  json.member("name", change.controller_name).end_object();
  json.member("owner_kind",
              registry::owner_kind_codes.at(static_cast<std::size_t>(change.owner_kind)));
  json.member("from", change.from.text()).key("connected_parties").begin_array();
  for (const registry::ConnectedParty& each : change.connected) {
    json.begin_object().member("id", each.id).member("name", each.name);
    json.member("relation",
                registry::party_relation_codes.at(static_cast<std::size_t>(each.relation)));
    json.end_object();
  }
  json.end_array().member("recorded_at", change.recorded_at);
  if (confidences == Confidences::shown) {
    json.member("reason", change.reason).member("commitment_random", change.commitment_random);
    json.key("receipt").raw(change.receipt_json);
  }
  json.end_object();
}

void write_body(JsonWriter& json, std::string_view key, const std::string& id,
                const std::string& name) {
  json.key(key);
  if (id.empty()) {
    json.null();
  } else {
    json.begin_object().member("id", id).member("name", name).end_object();
  }
}

void write_ownership(JsonWriter& json, const Ownership& ownership, Confidences confidences) {
  json.key("runs").begin_array();
  for (const registry::RunningOfSchool& each : ownership.runnings) {
    json.begin_object().member("urn", std::to_string(each.urn)).member("school", each.school);
    write_body(json, "provider", each.provider_id, each.provider_name);
    write_body(json, "group", each.group_id, each.group_name);
    json.member("from", each.from).member_or_null("to", each.to).end_object();
  }
  json.end_array().key("changes").begin_array();
  for (const ControlChange& each : ownership.changes) write_change(json, each, confidences);
  json.end_array();
}

}  // namespace

void write_registration(JsonWriter& json, const registry::Registration& registration) {
  json.begin_object().member("status", registry::code(registration.status));
  json.member_or_null("since", text_of(registration.since));
  json.member_or_null("application", registration.application_id);
  json.key("childrens_home");
  if (registration.childrens_home_since) {
    json.begin_object().member("since", registration.childrens_home_since->text());
    json.member("number", registration.childrens_home_number).end_object();
  } else {
    json.null();
  }
  json.end_object();
}

void write_conditions(JsonWriter& json, const std::vector<Condition>& conditions,
                      pricing::Date day) {
  json.begin_array();
  for (const Condition& each : conditions) write_condition(json, each, day);
  json.end_array();
}

void write_registration_event(JsonWriter& json, const RegistrationEvent& event,
                              Confidences confidences) {
  json.begin_object().member("id", event.id).member_or_null("urn", text_of(event.urn));
  json.member_or_null("application", event.application_id);
  json.member("event", registry::code(event.kind)).member("on", event.on.text());
  json.member_or_null("due", text_of(event.due));
  json.member_or_null("condition_id", event.condition_id);
  json.member("words", event.words).member("recorded_at", event.recorded_at);
  if (confidences == Confidences::shown) {
    json.member("reasons", event.reasons).member("commitment_random", event.commitment_random);
    json.key("receipt").raw(event.receipt_json);
  }
  json.end_object();
}

std::string registration_event_json(const RegistrationEvent& event) {
  JsonWriter json;
  write_registration_event(json, event, Confidences::shown);
  return json.take();
}

std::string conditions_json(const std::vector<Condition>& conditions, pricing::Date day) {
  JsonWriter json;
  json.begin_object().member("as_at", day.text()).key("conditions");
  write_conditions(json, conditions, day);
  return json.end_object().take();
}

std::string registration_json(pricing::Urn urn, const std::vector<RegistrationEvent>& events,
                              pricing::Date day, Confidences confidences) {
  const registry::Registration registration = registry::registration_on(events, day);
  JsonWriter json;
  json.begin_object().member("urn", urn.text()).member("as_at", day.text()).key("registration");
  write_registration(json, registration);
  json.key("conditions");
  write_conditions(json, registration.conditions, day);
  json.key("events").begin_array();
  for (const RegistrationEvent& each : events) write_registration_event(json, each, confidences);
  return json.end_array().end_object().take();
}

std::string control_change_json(const ControlChange& change, Confidences confidences) {
  JsonWriter json;
  write_change(json, change, confidences);
  return json.take();
}

std::string school_ownership_json(pricing::Urn urn, const Ownership& ownership,
                                  Confidences confidences) {
  JsonWriter json;
  json.begin_object().member("urn", urn.text());
  write_ownership(json, ownership, confidences);
  return json.end_object().take();
}

std::string provider_ownership_json(const registry::ProviderOwnership& provider,
                                    Confidences confidences) {
  JsonWriter json;
  json.begin_object().member("id", provider.id).member("name", provider.name);
  write_body(json, "group", provider.group_id, provider.group_name);
  write_ownership(json, provider.ownership, confidences);
  return json.end_object().take();
}

}  // namespace assize::api
