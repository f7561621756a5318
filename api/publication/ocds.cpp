#include "api/publication/ocds.h"

#include <map>

#include "api/http/message/json_writer.h"
#include "api/publication/checkpoint_json.h"
#include "api/publication/ocds_call_offs.h"
#include "api/publication/organisation_parts.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

using pricing::Date;
using registry::CatalogueFee;
using registry::CatalogueLot;
using registry::CatalogueSchool;
using registry::Framework;
using registry::FrameworkState;
using registry::Lot;
using registry::LotStatus;

constexpr std::string_view extensions[] = {
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/master/"
    "extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_techniques_extension/"
    "master/extension.json"};
constexpr audit::Instant one_second = 1'000'000;

// The first moment of a day in London, and its last whole second.
audit::Instant start_of(Date day) {
  constexpr audit::Instant a_day = 86'400 * one_second;
  return registry::next_london_midnight((day.days() - 1) * a_day + a_day / 2);
}
std::string start_text(Date day) { return audit::instant_text(start_of(day)); }
std::string end_text(Date day) {
  return audit::instant_text(start_of(day.plus_days(1)) - one_second);
}

void write_period(JsonWriter& json, std::string_view name, Date from, Date to) {
  json.key(name).begin_object().member("startDate", start_text(from));
  json.member("endDate", end_text(to)).end_object();
}

std::string_view tender_status(FrameworkState state) {
  switch (state) {
    case FrameworkState::coming:
      return "planned";
    case FrameworkState::open:
    case FrameworkState::standstill:
      return "active";
    case FrameworkState::live:
    case FrameworkState::expired:
      break;
  }
  return "complete";
}

// A suspended school's award is not in force for the time being, like one that is still to begin.
std::string_view award_status(const CatalogueLot& admission, FrameworkState state) {
  if (admission.status == LotStatus::removed) return "cancelled";
  const bool has_begun = state == FrameworkState::live || state == FrameworkState::expired;
  return admission.status == LotStatus::admitted && has_begun ? "active" : "pending";
}

// Whether the fee is for what the lot buys.
bool is_in_lot(const CatalogueFee& fee, const Lot& lot) {
  using pricing::Need;
  using pricing::Provision;
  return (lot.need == Need::any || fee.need == Need::any || fee.need == lot.need) &&
         (lot.provision == Provision::any || fee.provision == Provision::any ||
          fee.provision == lot.provision) &&
         fee.age_from <= lot.age_to && fee.age_to >= lot.age_from;
}

void write_classification(JsonWriter& json, std::string_view scheme, std::string_view id,
                          std::string_view description) {
  json.begin_object().member("scheme", scheme).member("id", id);
  if (!description.empty()) json.member("description", description);
  json.end_object();
}

// Amounts are JSON numbers, written from their exact text.
void write_item(JsonWriter& json, const CatalogueSchool& school, const CatalogueFee& fee,
                const Lot& lot) {
  json.begin_object().member("id", lot.id + "/" + school.urn.text() + "/" + fee.line);
  json.member("description", school.name + ": " + fee.item + ", " +
                                 std::string(pricing::code(fee.provision)) + ", " +
                                 std::string(pricing::code(fee.need)) + ", ages " +
                                 std::to_string(fee.age_from) + " to " +
                                 std::to_string(fee.age_to) + " (line " + fee.line + ")");
  json.key("classification");
  write_classification(json, "CPV", "80340000", "Special education services");
  json.key("additionalClassifications").begin_array();
  write_classification(json, "GB-EDU", school.urn.text(), school.name);
  write_classification(json, "x_assize_item", fee.item, "");
  write_classification(json, "x_assize_provision", pricing::code(fee.provision), "");
  write_classification(json, "x_assize_need", pricing::code(fee.need), "");
  json.end_array().key("quantity").raw(fee.units_per_year);
  json.key("unit").begin_object().member("name", pricing::code(fee.unit)).key("value");
  json.begin_object().key("amount").raw(fee.unit_price.text()).member("currency", "GBP");
  json.end_object().end_object().member("relatedLot", lot.id).end_object();
}

void write_award(JsonWriter& json, const CatalogueSchool& school, const CatalogueLot& admission,
                 const Framework& framework, const Lot& lot, FrameworkState state) {
  const OrganisationParts supplier = supplier_of(school);
  json.begin_object().member("id", lot.id + "/" + school.urn.text());
  json.member("title", school.name + " (URN " + school.urn.text() + ")");
  json.member("status", award_status(admission, state));
  json.member("date", start_text(admission.since));
  json.key("suppliers").begin_array().begin_object().member("id", supplier.id);
  json.member("name", supplier.name).end_object().end_array();
  if (admission.status == LotStatus::admitted) {
    bool has_items = false;
    for (const std::size_t place : school.fees_today) {
      const CatalogueFee& fee = school.fees[place];
      if (!is_in_lot(fee, lot)) continue;
      if (!has_items) json.key("items").begin_array();
      has_items = true;
      write_item(json, school, fee, lot);
    }
    if (has_items) json.end_array();
  }
  write_period(json, "contractPeriod", framework.dates.begins, framework.dates.ends);
  json.key("relatedLots").begin_array().string(lot.id).end_array().end_object();
}

void write_lot(JsonWriter& json, const Lot& lot, FrameworkState state) {
  std::string words = lot.title + ". Need: " + std::string(pricing::code(lot.need)) +
                      ". Provision: " + std::string(pricing::code(lot.provision)) +
                      ". Region: " + (lot.region.empty() ? "national" : lot.region) + ". Ages " +
                      std::to_string(lot.age_from) + " to " + std::to_string(lot.age_to) + ".";
  for (const std::string& criterion : lot.criteria) words += "\nTo be admitted: " + criterion;
  json.begin_object().member("id", lot.id).member("title", lot.title);
  json.member("description", words).member("status", tender_status(state));
  json.member("mainProcurementCategory", "services").end_object();
}

std::string buyer_id(const Framework& framework) {
  return framework.buyer_id.empty() ? "buyer" : framework.buyer_id;
}

void write_tender(JsonWriter& json, const Framework& framework, FrameworkState state) {
  json.key("tender").begin_object().member("id", framework.id).member("title", framework.title);
  if (!framework.description.empty()) json.member("description", framework.description);
  json.member("status", tender_status(state)).key("procuringEntity").begin_object();
  json.member("id", buyer_id(framework)).member("name", framework.buyer_name).end_object();
  json.member("procurementMethod", "open").member("mainProcurementCategory", "services");
  write_period(json, "tenderPeriod", framework.dates.opens, framework.dates.closes);
  write_period(json, "contractPeriod", framework.dates.begins, framework.dates.ends);
  json.key("lots").begin_array();
  for (const Lot& lot : framework.lots) write_lot(json, lot, state);
  json.end_array().key("techniques").begin_object().key("hasFrameworkAgreement").boolean(true);
  json.key("frameworkAgreement").begin_object();
  json.member("method", "withoutReopeningCompetition");
  json.member("buyerCategories", "Councils and Local Inclusion Partnerships in England");
  write_period(json, "period", framework.dates.begins, framework.dates.ends);
  json.end_object().end_object().end_object();
}

void write_party(JsonWriter& json, const OrganisationParts& party,
                 std::initializer_list<std::string_view> roles) {
  json.begin_object().member("id", party.id).member("name", party.name);
  if (!party.scheme.empty()) {
    json.key("identifier").begin_object().member("scheme", party.scheme);
    json.member("id", party.number).member("legalName", party.name).end_object();
  }
  json.key("roles").begin_array();
  for (const std::string_view role : roles) json.string(role);
  json.end_array().end_object();
}

template <typename Visit>
void each_admission(const registry::Snapshot& snapshot, const Framework& framework, Visit visit) {
  for (const auto& school : snapshot.schools) {
    for (const CatalogueLot& admission : school->lots) {
      if (admission.framework != framework.id) continue;
      if (const Lot* lot = framework.find_lot(admission.lot)) visit(*school, admission, *lot);
    }
  }
}

void write_parties(JsonWriter& json, const registry::Snapshot& snapshot,
                   const Framework& framework) {
  std::map<std::string, OrganisationParts> suppliers;
  each_admission(snapshot, framework,
                 [&](const CatalogueSchool& school, const CatalogueLot&, const Lot&) {
                   OrganisationParts supplier = supplier_of(school);
                   suppliers.emplace(supplier.id, supplier);
                 });
  json.key("parties").begin_array();
  OrganisationParts buyer = organisation_parts(framework.buyer_id, framework.buyer_name);
  buyer.id = buyer_id(framework);
  write_party(json, buyer, {"buyer", "procuringEntity"});
  for (const auto& [id, supplier] : suppliers) write_party(json, supplier, {"supplier"});
  json.end_array();
}

void write_release(JsonWriter& json, const registry::Snapshot& snapshot, const std::string& date,
                   const Framework& framework) {
  const FrameworkState state = framework.state_on(snapshot.today);
  bool has_awards = false;
  each_admission(snapshot, framework, [&](const auto&...) { has_awards = true; });
  json.begin_object().member("ocid", std::string(ocid_prefix) + "-" + framework.id);
  json.member("id", framework.id + "-" + std::to_string(snapshot.checkpoint.size) + "-" +
                        snapshot.today.text());
  json.member("date", date).key("tag").begin_array().string("tender");
  if (has_awards) json.string("award");
  json.end_array().member("initiationType", "tender").member("language", "en");
  write_parties(json, snapshot, framework);
  json.key("buyer").begin_object().member("id", buyer_id(framework));
  json.member("name", framework.buyer_name).end_object();
  write_tender(json, framework, state);
  if (has_awards) {
    json.key("awards").begin_array();
    each_admission(
        snapshot, framework,
        [&](const CatalogueSchool& school, const CatalogueLot& admission, const Lot& lot) {
          write_award(json, school, admission, framework, lot, state);
        });
    json.end_array();
  }
  json.end_object();
}

// About as long as the package will be, so that its text is not copied as it grows.
std::size_t expected_bytes(const registry::Snapshot& snapshot) {
  constexpr std::size_t item_bytes = 560, award_bytes = 600, release_bytes = 100'000;
  std::size_t bytes = snapshot.frameworks.size() * release_bytes;
  for (const Framework& framework : snapshot.frameworks) {
    each_admission(snapshot, framework,
                   [&](const CatalogueSchool& school, const CatalogueLot&, const Lot& lot) {
                     bytes += award_bytes + school.name.size();
                     for (const std::size_t place : school.fees_today) {
                       const CatalogueFee& fee = school.fees[place];
                       if (is_in_lot(fee, lot)) {
                         bytes += item_bytes +
                                  2 * (school.name.size() + fee.line.size() + lot.id.size());
                       }
                     }
                   });
  }
  return bytes;
}

}  // namespace

std::string ocds_package(const registry::Snapshot& snapshot,
                         std::span<const registry::CallOffGroup> call_offs, pricing::Date live_on) {
  if (snapshot.frameworks.empty()) return "";
  const std::string date = snapshot.checkpoint.signed_at.empty() ? start_text(snapshot.today)
                                                                 : snapshot.checkpoint.signed_at;
  JsonWriter json;
  json.reserve(expected_bytes(snapshot));
  json.begin_object().member("uri", "urn:assize:ocds:" + std::to_string(snapshot.checkpoint.size) +
                                        ":" + snapshot.today.text());
  json.member("version", "1.1").key("extensions").begin_array();
  for (const std::string_view extension : extensions) json.string(extension);
  json.end_array().member("publishedDate", date);
  json.key("publisher").begin_object().member("name", "Assize").end_object();
  json.member("license",
              "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/");
  write_checkpoint(json, snapshot.checkpoint);
  json.key("releases").begin_array();
  for (const Framework& framework : snapshot.frameworks) {
    write_release(json, snapshot, date, framework);
  }
  for (const registry::CallOffGroup& group : call_offs) {
    write_call_offs(json, {snapshot.frameworks.at(group.framework), group, date,
                           std::to_string(snapshot.checkpoint.size), live_on});
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace assize::api
