#include "api/publication/service_directory.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "audit/tree/hash.h"
#include "registry/catalogue/search/folding.h"

namespace assize::api {
namespace {

using registry::CatalogueFee;
using registry::CatalogueSchool;

constexpr std::array<std::string_view, 14> need_names{"Specific learning difficulty",
                                                      "Moderate learning difficulty",
                                                      "Severe learning difficulty",
                                                      "Profound and multiple learning difficulty",
                                                      "Social, emotional and mental health",
                                                      "Speech, language and communication needs",
                                                      "Hearing impairment",
                                                      "Vision impairment",
                                                      "Multi-sensory impairment",
                                                      "Physical disability",
                                                      "Autistic spectrum disorder",
                                                      "Down syndrome",
                                                      "Other difficulty",
                                                      "Any need"};
constexpr std::array<std::string_view, 5> provision_names{"Day", "Weekly boarding",
                                                          "Termly boarding (38 weeks)",
                                                          "Full year (52 weeks)", "Any provision"};
constexpr std::uint32_t taxonomy_of_needs = 1;
constexpr std::uint32_t taxonomy_of_provisions = 2;
constexpr std::string_view prefix = "a5512e00-";

std::string digits(std::uint64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

std::uint32_t number_of(pricing::Need need) { return static_cast<std::uint32_t>(need); }
std::uint32_t number_of(pricing::Provision provision) {
  return static_cast<std::uint32_t>(need_names.size()) + static_cast<std::uint32_t>(provision);
}

// The terms that a school's needs and fees of today come under, in order.
std::vector<std::uint32_t> terms_of(const CatalogueSchool& school) {
  std::vector<std::uint32_t> terms;
  for (const pricing::Need need : school.needs) terms.push_back(number_of(need));
  for (const std::size_t place : school.fees_today) {
    const CatalogueFee& fee = school.fees[place];
    if (fee.item != "placement") continue;
    terms.push_back(number_of(fee.need));
    terms.push_back(number_of(fee.provision));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

bool has_term(const CatalogueSchool& school, const DirectoryFilter& filter) {
  if (filter.taxonomy_term_id.empty() && filter.taxonomy_id.empty()) return true;
  const auto term = number_of_record(RecordKind::term, filter.taxonomy_term_id);
  const auto taxonomy = number_of_record(RecordKind::taxonomy, filter.taxonomy_id);
  if (!filter.taxonomy_term_id.empty() && !term) return false;
  if (!filter.taxonomy_id.empty() && !taxonomy) return false;
  const std::vector<std::uint32_t> terms = terms_of(school);
  return std::any_of(terms.begin(), terms.end(), [&](std::uint32_t each) {
    const std::uint32_t of = each < need_names.size() ? taxonomy_of_needs : taxonomy_of_provisions;
    return (!term || each == *term) && (!taxonomy || of == *taxonomy);
  });
}

bool is_web_address(const std::string& text) {
  const bool has_scheme = text.starts_with("https://") || text.starts_with("http://");
  return has_scheme && std::all_of(text.begin(), text.end(), [](char letter) {
           constexpr std::string_view marks = "-._~:/?#@!$&'()*+,;=%";
           return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                  (letter >= 'A' && letter <= 'Z') || marks.find(letter) != std::string_view::npos;
         });
}

// Whose the service is, as its members.
void write_owner(JsonWriter& json, const CatalogueSchool& school) {
  const OrganisationParts owner = supplier_of(school);
  json.begin_object().member("id", organisation_record_id(owner.id)).member("name", owner.name);
  json.member("description", "Runs special schools in England").end_object();
}

void write_service_members(JsonWriter& json, const CatalogueSchool& school) {
  json.member("id", record_id(RecordKind::service, school.urn.number()));
  json.member("organization_id", organisation_record_id(supplier_of(school).id));
  json.member("name", school.name);
  json.member("description", school.type_name + (school.town.empty() ? "" : " in " + school.town) +
                                 ", unique reference number " + school.urn.text());
  if (is_web_address(school.website)) json.member("url", school.website);
  json.member("status", "active");
  if (school.section41) json.member("accreditations", "Approved under section 41");
  if (school.age_from) json.key("minimum_age").integer(*school.age_from);
  if (school.age_to) json.key("maximum_age").integer(*school.age_to);
}

void write_location(JsonWriter& json, const CatalogueSchool& school) {
  const std::uint32_t urn = school.urn.number();
  json.begin_object().member("id", record_id(RecordKind::location, urn));
  json.member("location_type", "physical").member("name", school.name);
  json.member("external_identifier", school.urn.text());
  json.member("external_identifier_type", "GB-EDU");
  if (!school.town.empty() && !school.postcode.empty()) {
    json.key("addresses").begin_array().begin_object();
    json.member("id", record_id(RecordKind::address, urn)).member("address_1", school.name);
    json.member("city", school.town);
    json.member("state_province", school.la_name.empty() ? school.region : school.la_name);
    json.member("postal_code", school.postcode).member("country", "GB");
    json.member("address_type", "physical").end_object().end_array();
  }
  json.end_object();
}

// The amount is a JSON number, written from its exact text.
void write_costs(JsonWriter& json, const CatalogueSchool& school) {
  json.key("cost_options").begin_array();
  std::uint32_t part = 0;
  for (const std::size_t place : school.fees_today) {
    const CatalogueFee& fee = school.fees[place];
    json.begin_object().member("id", record_id(RecordKind::cost, school.urn.number(), ++part));
    json.member("service_id", record_id(RecordKind::service, school.urn.number()));
    json.member("valid_from", fee.effective_from.text());
    json.member("valid_to", fee.effective_to.text());
    json.member("option", fee.line).key("amount").raw(fee.annual_price.text());
    json.member("amount_description", "Pounds a year without VAT: " + fee.item + ", " +
                                          std::string(pricing::code(fee.provision)) + ", " +
                                          std::string(pricing::code(fee.need)) + ", ages " +
                                          std::to_string(fee.age_from) + " to " +
                                          std::to_string(fee.age_to));
    json.end_object();
  }
  json.end_array();
}

void write_attributes(JsonWriter& json, const CatalogueSchool& school) {
  const std::vector<DirectoryTerm> terms = all_terms();
  json.key("attributes").begin_array();
  for (const std::uint32_t number : terms_of(school)) {
    json.begin_object();
    json.member("id", record_id(RecordKind::attribute, school.urn.number(), number + 1));
    json.member("link_id", record_id(RecordKind::service, school.urn.number()));
    json.member("taxonomy_term_id", record_id(RecordKind::term, number));
    json.member("link_type", "service").key("taxonomy_term");
    write_term(json, terms[number], number);
    json.end_object();
  }
  json.end_array();
}

void write_service_detail(JsonWriter& json, const CatalogueSchool& school) {
  write_service_members(json, school);
  json.key("organization");
  write_owner(json, school);
  write_costs(json, school);
  write_attributes(json, school);
}

}  // namespace

std::string record_id(RecordKind kind, std::uint32_t number, std::uint32_t part) {
  return std::string(prefix) + digits(static_cast<std::uint64_t>(kind), 4) + "-8" +
         digits(part / 1000 % 1000, 3) + "-8" + digits(part % 1000, 3) + "-" + digits(number, 12);
}

std::optional<std::uint32_t> number_of_record(RecordKind kind, std::string_view id) {
  if (id.size() != 36) return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = id.data() + id.size();
  const auto [after, problem] = std::from_chars(end - 12, end, number);
  if (problem != std::errc() || after != end || record_id(kind, number) != id) return std::nullopt;
  return number;
}

std::string organisation_record_id(const std::string& identifier) {
  const std::string hash = audit::sha256_hex("organisation " + identifier);
  return hash.substr(0, 8) + "-" + hash.substr(8, 4) + "-8" + hash.substr(13, 3) + "-8" +
         hash.substr(17, 3) + "-" + hash.substr(20, 12);
}

ServiceDirectory::ServiceDirectory(const registry::Snapshot& snapshot) : snapshot_(snapshot) {
  for (const auto& school : snapshot.schools) {
    if (!school->is_open || !pricing::is_regulated_type(school->type_code)) continue;
    schools_.push_back(school.get());
  }
}

std::map<std::string, DirectoryOrganisation> ServiceDirectory::organisations() const {
  std::map<std::string, DirectoryOrganisation> organisations;
  for (const CatalogueSchool* school : schools_) {
    OrganisationParts owner = supplier_of(*school);
    DirectoryOrganisation& organisation = organisations[organisation_record_id(owner.id)];
    organisation.parts = std::move(owner);
    organisation.group = school->group_name;
    organisation.schools.push_back(school);
  }
  return organisations;
}

std::vector<const CatalogueSchool*> ServiceDirectory::find(const DirectoryFilter& filter) const {
  const std::vector<std::string> words = registry::folded_words(filter.search);
  std::vector<const CatalogueSchool*> found;
  for (const CatalogueSchool* school : schools_) {
    if (filter.minimum_age && school->age_to && *school->age_to < *filter.minimum_age) continue;
    if (filter.maximum_age && school->age_from && *school->age_from > *filter.maximum_age) continue;
    if (!has_term(*school, filter)) continue;
    if (!words.empty()) {
      const std::string text = registry::fold(school->search_text);
      const bool has_all = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return text.find(word) != std::string::npos;
      });
      if (!has_all) continue;
    }
    found.push_back(school);
  }
  return found;
}

const CatalogueSchool* ServiceDirectory::open_school(std::optional<std::uint32_t> urn) const {
  const auto parsed = urn ? pricing::Urn::from_number(*urn) : std::nullopt;
  const CatalogueSchool* school = parsed ? snapshot_.find(*parsed) : nullptr;
  const bool is_listed =
      school != nullptr && school->is_open && pricing::is_regulated_type(school->type_code);
  return is_listed ? school : nullptr;
}

const CatalogueSchool* ServiceDirectory::service(std::string_view id) const {
  return open_school(number_of_record(RecordKind::service, id));
}

const CatalogueSchool* ServiceDirectory::service_at_location(std::string_view id) const {
  return open_school(number_of_record(RecordKind::service_at_location, id));
}

void write_service_summary(JsonWriter& json, const CatalogueSchool& school) {
  json.begin_object();
  write_service_members(json, school);
  json.key("organization");
  write_owner(json, school);
  json.end_object();
}

void write_service(JsonWriter& json, const CatalogueSchool& school) {
  json.begin_object();
  write_service_detail(json, school);
  json.key("service_at_locations").begin_array();
  write_service_at_location_summary(json, school);
  json.end_array().end_object();
}

void write_service_at_location_summary(JsonWriter& json, const CatalogueSchool& school) {
  const std::uint32_t urn = school.urn.number();
  json.begin_object().member("id", record_id(RecordKind::service_at_location, urn));
  json.member("service_id", record_id(RecordKind::service, urn));
  json.member("location_id", record_id(RecordKind::location, urn)).key("location");
  write_location(json, school);
  json.end_object();
}

void write_service_at_location(JsonWriter& json, const CatalogueSchool& school) {
  const std::uint32_t urn = school.urn.number();
  json.begin_object().member("id", record_id(RecordKind::service_at_location, urn));
  json.member("service_id", record_id(RecordKind::service, urn));
  json.member("location_id", record_id(RecordKind::location, urn)).key("location");
  write_location(json, school);
  json.key("service").begin_object();
  write_service_detail(json, school);
  json.end_object().end_object();
}

void write_organisation(JsonWriter& json, const std::string& id,
                        const DirectoryOrganisation& organisation, bool with_services) {
  const OrganisationParts& parts = organisation.parts;
  json.begin_object().member("id", id).member("name", parts.name);
  json.member("description",
              "Runs special schools in England" +
                  (organisation.group.empty() ? "" : "; of the group " + organisation.group));
  if (with_services) {
    if (!parts.scheme.empty()) {
      json.key("organization_identifiers").begin_array().begin_object();
      json.member("id", organisation_record_id("identifier " + parts.id));
      json.member("organization_id", id).member("identifier_scheme", parts.scheme);
      json.member("identifier_type", parts.scheme).member("identifier", parts.number);
      json.end_object().end_array();
    }
    json.key("services").begin_array();
    for (const CatalogueSchool* school : organisation.schools) {
      json.begin_object();
      write_service_members(json, *school);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

std::vector<DirectoryTerm> all_terms() {
  std::vector<DirectoryTerm> terms;
  for (std::size_t at = 0; at < need_names.size(); ++at) {
    terms.push_back({pricing::need_codes[at], need_names[at], taxonomy_of_needs});
  }
  for (std::size_t at = 0; at < provision_names.size(); ++at) {
    terms.push_back({pricing::provision_codes[at], provision_names[at], taxonomy_of_provisions});
  }
  return terms;
}

namespace {

std::string_view taxonomy_name(std::uint32_t taxonomy) {
  return taxonomy == taxonomy_of_needs ? "Needs" : "Provisions";
}

}  // namespace

void write_term(JsonWriter& json, const DirectoryTerm& term, std::uint32_t number) {
  json.begin_object().member("id", record_id(RecordKind::term, number));
  json.member("code", term.code).member("name", term.name).member("description", term.name);
  json.member("taxonomy", taxonomy_name(term.taxonomy));
  json.member("taxonomy_id", record_id(RecordKind::taxonomy, term.taxonomy)).end_object();
}

void write_taxonomy(JsonWriter& json, std::uint32_t taxonomy) {
  json.begin_object().member("id", record_id(RecordKind::taxonomy, taxonomy));
  json.member("name", taxonomy_name(taxonomy));
  json.member("description", taxonomy == taxonomy_of_needs
                                 ? "Special educational needs by the codes of the school census"
                                 : "How a place is provided");
  json.member("version", "1").end_object();
}

}  // namespace assize::api
