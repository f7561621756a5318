#include "api/frameworks/framework_json.h"

#include "api/http/message/json_writer.h"

namespace assize::api {
namespace {

using registry::Admission;
using registry::Framework;
using registry::Lot;

void write_dates(JsonWriter& json, const Framework& framework, pricing::Date as_at) {
  json.member("state", registry::code(framework.state_on(as_at)));
  json.member("opens", framework.dates.opens.text());
  json.member("closes", framework.dates.closes.text());
  json.member("begins", framework.dates.begins.text());
  json.member("ends", framework.dates.ends.text());
}

void write_lot(JsonWriter& json, const Lot& lot, const std::vector<Admission>& admissions) {
  json.begin_object().member("id", lot.id).member("title", lot.title);
  json.member("need", pricing::code(lot.need));
  json.member("provision", pricing::code(lot.provision));
  json.member("region", lot.region.empty() ? "national" : lot.region);
  json.key("age_from").integer(lot.age_from).key("age_to").integer(lot.age_to);
  json.key("criteria").begin_array();
  for (const std::string& criterion : lot.criteria) json.string(criterion);
  json.end_array().key("schools").begin_array();
  for (const Admission& admission : admissions) {
    if (admission.lot != lot.id) continue;
    json.begin_object().member("urn", std::to_string(admission.urn));
    json.member("name", admission.school).member("status", registry::code(admission.status));
    json.member("admitted", admission.since.text()).member("since", admission.changed.text());
    json.end_object();
  }
  json.end_array().end_object();
}

void write_edition(JsonWriter& json, const registry::FrameworkEdition& edition) {
  json.begin_object().key("edition").whole(edition.edition);
  json.member("sha256", edition.sha256).member("published_at", edition.published_at);
  json.member("actor", edition.account_id).member_unless_empty("reason", edition.reason);
  json.end_object();
}

void write_application(JsonWriter& json, const registry::LotApplication& application) {
  json.begin_object().member("id", application.id).member("framework", application.framework);
  json.member("lot", application.lot).member("urn", application.urn.text());
  json.member("organisation", application.organisation_id);
  json.member("status", registry::code(application.status));
  json.member("statement", application.statement);
  json.key("events").begin_array();
  for (const registry::LotEvent& event : application.events) {
    json.begin_object().member("event", registry::code(event.kind)).member("on", event.on.text());
    json.member("recorded_at", event.recorded_at).member("actor", event.account_id);
    json.member("reasons", event.reasons).key("receipt").raw(event.receipt_json);
    json.member("commitment_random", event.commitment_random).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::string framework_list_json(const std::vector<Framework>& frameworks, pricing::Date as_at) {
  JsonWriter json;
  json.begin_object().member("as_at", as_at.text()).key("frameworks").begin_array();
  for (const Framework& framework : frameworks) {
    json.begin_object().member("id", framework.id).member("title", framework.title);
    write_dates(json, framework, as_at);
    json.key("lots").whole(framework.lots.size()).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::optional<FrameworkOnDay> framework_on_day(registry::Connection& connection,
                                               const std::string& id, pricing::Date as_at) {
  auto framework = registry::find_framework(connection, id);
  if (!framework) return std::nullopt;
  return FrameworkOnDay{*std::move(framework), registry::framework_editions(connection, id),
                        registry::admissions_as_at(connection, as_at, id)};
}

std::string framework_json(const FrameworkOnDay& found, pricing::Date as_at) {
  const Framework& framework = found.framework;
  JsonWriter json;
  json.begin_object().member("id", framework.id).member("title", framework.title);
  json.member_unless_empty("description", framework.description);
  json.key("buyer").begin_object().member_unless_empty("id", framework.buyer_id);
  json.member("name", framework.buyer_name).end_object();
  json.member("as_at", as_at.text());
  write_dates(json, framework, as_at);
  json.key("lots").begin_array();
  for (const Lot& lot : framework.lots) write_lot(json, lot, found.admissions);
  json.end_array().key("editions").begin_array();
  for (const registry::FrameworkEdition& edition : found.editions) write_edition(json, edition);
  json.end_array().end_object();
  return json.take();
}

std::string publication_json(const registry::FrameworkPublication& publication) {
  JsonWriter json;
  json.begin_object().member("id", publication.id).key("edition");
  write_edition(json, publication.edition);
  json.key("receipt").raw(audit::receipt_json(publication.receipt)).end_object();
  return json.take();
}

std::string application_json(const registry::LotApplication& application) {
  JsonWriter json;
  write_application(json, application);
  return json.take();
}

std::string application_page_json(const registry::LotApplicationPage& page) {
  JsonWriter json;
  json.begin_object().key("applications").begin_array();
  for (const auto& application : page.applications) write_application(json, application);
  json.end_array();
  json.member_or_null("next", page.next ? std::optional(std::to_string(*page.next)) : std::nullopt);
  json.end_object();
  return json.take();
}

}  // namespace assize::api
