#include "api/catalogue/school_json.h"

#include "api/registration/registration_json.h"
#include "registry/register/files/inspections_file.h"

namespace assize::api {
namespace {

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

void write_inspection(JsonWriter& json, const registry::HeldInspection& inspection) {
  const registry::Outcome outcome = registry::read_outcome(inspection.outcome);
  const bool is_card = outcome.form == "report_card" && !inspection.is_from_gias;
  json.begin_object().member("body", inspection.body).member("date", inspection.on);
  if (inspection.is_from_gias && outcome.form == "report_card") {
    json.key("form").null();  // the source's own words, of no form that is known
    json.member_unless_empty("outcome", inspection.outcome);
  } else {
    json.member("form", outcome.form).member_unless_empty("outcome", outcome.grade);
  }
  json.key("areas").begin_array();
  if (is_card) {
    for (const auto& [area, grade] : outcome.areas) {
      json.begin_object().member("area", area).member("grade", grade).end_object();
    }
  }
  json.end_array().member_unless_empty("report_url", inspection.report_url).end_object();
}

void write_members(JsonWriter& json, const registry::CatalogueSchool& school) {
  json.member("urn", school.urn.text()).member("name", school.name);
  json.key("type").begin_object();
  json.member("code", two_digits(school.type_code)).member("name", school.type_name).end_object();
  json.member("status", school.status);
  json.key("la");
  if (school.la) {
    json.begin_object().member("code", school.la->text()).member("name", school.la_name);
    if (const auto* former = registry::find_former_council(*school.la)) write_became(json, *former);
    json.end_object();
  } else {
    json.null();
  }
  json.member_unless_empty("region", school.region);
  json.member_or_null("age_from", school.age_from).member_or_null("age_to", school.age_to);
  json.member_unless_empty("gender", school.gender).member_or_null("capacity", school.capacity);
  json.member_unless_empty("town", school.town).member_unless_empty("postcode", school.postcode);
  json.member_unless_empty("website", school.website);
  json.key("provider");
  if (school.provider_id.empty()) {
    json.null();
  } else {
    json.begin_object().member("id", school.provider_id).member("name", school.provider_name);
    json.member_unless_empty("group", school.group_name).end_object();
  }
  json.key("needs").begin_array();
  for (const pricing::Need need : school.needs) json.string(pricing::code(need));
  json.end_array();
  json.key("inspection");
  if (school.inspections.empty()) {
    json.null();
  } else {
    write_inspection(json, school.inspections.front());
  }
  json.key("section41").boolean(school.section41);
  json.member_unless_empty("section41_since",
                           school.section41_since ? school.section41_since->text() : "");
  json.key("registration");
  if (pricing::is_regulated_type(school.type_code)) {
    write_registration(json, school.registration);
  } else {
    json.null();  // the state's schools are not registered here
  }
  json.key("lots").begin_array();
  for (const registry::CatalogueLot& lot : school.lots) {
    if (!lot.is_in_force) continue;
    json.begin_object().member("framework", lot.framework).member("lot", lot.lot);
    json.member("since", lot.since.text()).end_object();
  }
  json.end_array();
}

void write_fee(JsonWriter& json, const registry::CatalogueFee& fee) {
  json.begin_object().member("line", fee.line).member("item", fee.item);
  json.member("provision", pricing::code(fee.provision)).member("need", pricing::code(fee.need));
  json.key("age_from").integer(fee.age_from).key("age_to").integer(fee.age_to);
  json.member("unit", pricing::code(fee.unit)).member("units_per_year", fee.units_per_year);
  json.member("unit_price", fee.unit_price.text()).member("annual_price", fee.annual_price.text());
  json.member("education", fee.education.text()).member("boarding", fee.boarding.text());
  json.member("care", fee.care.text()).member("health", fee.health.text());
  json.member("vat_rate", fee.vat_rate);
  json.member("effective_from", fee.effective_from.text());
  json.member("effective_to", fee.effective_to.text());
  json.member("included", fee.included).member("filing", fee.filing_id);
  json.end_object();
}

// How the school met the search: by which of its fee lines, and each word by which of its own.
void write_met(JsonWriter& json, const registry::SchoolHit& hit) {
  json.key("met").begin_object();
  json.key("fee_lines").begin_array();
  if (hit.prices) {
    for (const std::string_view line : hit.prices->lines) json.string(line);
  }
  json.end_array().key("words").begin_array();
  for (const registry::WordMet& word : hit.words) {
    json.begin_object().member("word", word.word).member("by", word.by);
    json.key("exact").boolean(word.is_exact).end_object();
  }
  json.end_array();
  if (hit.lot) {
    json.key("lot").begin_object().member("framework", hit.lot->framework);
    json.member("lot", hit.lot->lot).member("since", hit.lot->since.text()).end_object();
  }
  json.end_object();
}

}  // namespace

void write_became(JsonWriter& json, const registry::FormerCouncil& former) {
  json.member("last_day", former.last_day.text()).key("became").begin_array();
  for (const pricing::LaCode code : former.became) {
    json.begin_object().member("code", code.text());
    json.member("name", registry::name_of_council(code)).end_object();
  }
  json.end_array();
}

void write_places(JsonWriter& json, const registry::CatalogueSchool& school, pricing::Date today) {
  json.begin_array();
  for (const registry::Vacancy& each : school.vacancies) {
    json.begin_object().member("need", pricing::code(each.need));
    json.member("provision", pricing::code(each.provision));
    json.key("age_from").integer(each.age_from).key("age_to").integer(each.age_to);
    json.key("vacancies").integer(each.vacancies).member("stated", each.stated.text());
    json.key("age_days").integer(each.age_days(today));
    json.key("stale").boolean(each.is_stale(today)).end_object();
  }
  json.end_array();
}

void write_school(JsonWriter& json, const registry::CatalogueSchool& school, pricing::Date today,
                  const registry::TwoTimes* times) {
  json.begin_object();
  if (times != nullptr) {
    json.member("as_at", times->as_at.value_or(times->today).text());
    json.member_or_null("known_at", times->known_at);
  }
  write_members(json, school);
  json.key("inspections").begin_array();
  for (const registry::HeldInspection& each : school.inspections) write_inspection(json, each);
  json.end_array();
  json.key("conditions");
  write_conditions(json, school.registration.conditions,
                   times == nullptr ? today : times->as_at.value_or(times->today));
  json.key("places");
  write_places(json, school, today);
  json.end_object();
}

std::string school_members(const registry::CatalogueSchool& school) {
  JsonWriter json;
  json.begin_object();
  write_members(json, school);
  json.end_object();
  const std::string& object = json.text();
  return object.substr(1, object.size() - 2);
}

void write_hit(JsonWriter& json, const registry::SchoolHit& hit) {
  json.begin_object();
  if (hit.text) {
    json.members(*hit.text);
  } else {
    write_members(json, *hit.school);
  }
  json.key("prices");
  if (hit.prices) {
    json.begin_object().member("from", hit.prices->from.text());
    json.member("to", hit.prices->to.text());
    json.key("lines").whole(hit.prices->lines.size()).end_object();
  } else {
    json.null();
  }
  if (hit.distance) json.member("miles", hit.distance->text());
  write_met(json, hit);
  json.end_object();
}

void write_facets(JsonWriter& json, const registry::Facets& facets) {
  const auto write = [&json](std::string_view parameter,
                             const std::vector<registry::FacetCount>& counts) {
    json.key(parameter).begin_array();
    for (const registry::FacetCount& count : counts) {
      json.begin_object().member("value", count.value).member("name", count.name);
      json.key("schools").whole(count.schools).end_object();
    }
    json.end_array();
  };
  json.begin_object();
  write("need", facets.need);
  write("provision", facets.provision);
  write("type", facets.type);
  write("region", facets.region);
  write("la", facets.la);
  write("section41", facets.section41);
  write("inspection", facets.inspection);
  json.end_object();
}

void write_fees(JsonWriter& json, const std::vector<const registry::CatalogueFee*>& fees) {
  json.begin_array();
  for (const registry::CatalogueFee* fee : fees) write_fee(json, *fee);
  json.end_array();
}

}  // namespace assize::api
