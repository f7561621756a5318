// The catalogue as a service directory: the records of Open Referral UK 3.0 (a profile of
// HSDS 3.0), one service for each open school of a regulated type, at one location, with its fees
// in force as cost options. Made for one snapshot, which must outlive it. Immutable; thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message/json_writer.h"
#include "api/publication/organisation_parts.h"
#include "registry/catalogue/snapshot.h"

namespace assize::api {

// Kinds of records whose ids are made from a number: a school's URN, or a place in a list of terms.
enum class RecordKind {
  service = 1,
  service_at_location,
  location,
  address,
  cost,
  attribute,
  term,
  taxonomy
};

// A UUID of version 8 (RFC 9562) from the kind, a number and a part of it: the same for ever.
std::string record_id(RecordKind kind, std::uint32_t number, std::uint32_t part = 0);
// The number, if the text is the id of a record of that kind.
std::optional<std::uint32_t> number_of_record(RecordKind kind, std::string_view id);
// Of an organisation, from its identifier.
std::string organisation_record_id(const std::string& identifier);

struct DirectoryOrganisation {
  OrganisationParts parts;
  std::string group;
  std::vector<const registry::CatalogueSchool*> schools;
};

// What a list of services is narrowed by.
struct DirectoryFilter {
  std::string search;                                    // every word in the school's texts
  std::optional<std::int64_t> minimum_age, maximum_age;  // the service is for some age from, to
  std::string taxonomy_term_id;
  std::string taxonomy_id;
};

class ServiceDirectory {
 public:
  explicit ServiceDirectory(const registry::Snapshot& snapshot);

  std::vector<const registry::CatalogueSchool*> find(const DirectoryFilter& filter) const;
  const registry::CatalogueSchool* service(std::string_view id) const;
  const registry::CatalogueSchool* service_at_location(std::string_view id) const;
  std::map<std::string, DirectoryOrganisation> organisations() const;  // by record id

 private:
  const registry::CatalogueSchool* open_school(std::optional<std::uint32_t> urn) const;

  const registry::Snapshot& snapshot_;
  std::vector<const registry::CatalogueSchool*> schools_;
};

// As an element of a list, with what there is one of alone.
void write_service_summary(JsonWriter& json, const registry::CatalogueSchool& school);
void write_service(JsonWriter& json, const registry::CatalogueSchool& school);
void write_service_at_location_summary(JsonWriter& json, const registry::CatalogueSchool& school);
void write_service_at_location(JsonWriter& json, const registry::CatalogueSchool& school);
void write_organisation(JsonWriter& json, const std::string& id,
                        const DirectoryOrganisation& organisation, bool with_services);

// Two taxonomies: needs and provisions. A term's number is its place in all_terms.
struct DirectoryTerm {
  std::string_view code;
  std::string_view name;
  std::uint32_t taxonomy;  // 1 needs, 2 provisions
};
std::vector<DirectoryTerm> all_terms();
void write_term(JsonWriter& json, const DirectoryTerm& term, std::uint32_t number);
void write_taxonomy(JsonWriter& json, std::uint32_t taxonomy);

}  // namespace assize::api
