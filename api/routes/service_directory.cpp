// /oruk/v3: the catalogue by Open Referral UK 3.0, open to pages of any site.
#include "api/publication/service_directory.h"

#include "api/http/message/problem.h"
#include "api/publication/checkpoint_json.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

using registry::CatalogueSchool;

constexpr std::int64_t most_on_a_page = 100;

Response open_reply(std::string json, const registry::Snapshot& snapshot) {
  const std::string digest = repr_digest(json);
  Response response = reply(json_type, std::move(json));
  response.with("Access-Control-Allow-Origin", "*").with("Repr-Digest", digest);
  return response.with("Assize-Checkpoint", checkpoint_header(snapshot.checkpoint));
}

Response not_ready() {
  Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
  return response.with("Retry-After", "1");
}

struct Paging {
  std::int64_t page = 1;
  std::int64_t per_page = 20;
};

Paging read_paging(QueryReader& query) {
  Paging paging;
  paging.page = query.whole("page", 1, 1'000'000).value_or(paging.page);
  paging.per_page = query.whole("per_page", 1, most_on_a_page).value_or(paging.per_page);
  return paging;
}

// The envelope of a list, whose elements `write` writes by their places.
template <typename Write>
std::string page_json(std::size_t total, const Paging& paging, Write write) {
  const auto items = static_cast<std::int64_t>(total);
  const std::int64_t pages = (items + paging.per_page - 1) / paging.per_page;
  const std::int64_t begin = std::min(items, (paging.page - 1) * paging.per_page);
  const std::int64_t end = std::min(items, begin + paging.per_page);
  JsonWriter json;
  json.begin_object().key("total_items").integer(items).key("total_pages").integer(pages);
  json.key("page_number").integer(paging.page).key("size").integer(end - begin);
  json.key("first_page").boolean(paging.page == 1).key("last_page").boolean(paging.page >= pages);
  json.key("empty").boolean(begin == end).key("contents").begin_array();
  for (std::int64_t at = begin; at < end; ++at) write(json, static_cast<std::size_t>(at));
  json.end_array().end_object();
  return json.take();
}

Response list_schools_as(const Request& request, Backend& backend,
                         void (*write)(JsonWriter&, const CatalogueSchool&)) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  QueryReader query(request.query);
  const Paging paging = read_paging(query);
  DirectoryFilter filter;
  filter.search = query.text("search").value_or("");
  filter.minimum_age = query.whole("minimum_age", 0, 120);
  filter.maximum_age = query.whole("maximum_age", 0, 120);
  filter.taxonomy_term_id = query.text("taxonomy_term_id").value_or("");
  filter.taxonomy_id = query.text("taxonomy_id").value_or("");
  if (filter.search.size() > 200) query.refuse("search", "At most 200 bytes: use fewer words.");
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto found = ServiceDirectory(*snapshot).find(filter);
  return open_reply(page_json(found.size(), paging,
                              [&](JsonWriter& json, std::size_t at) { write(json, *found[at]); }),
                    *snapshot);
}

// One record, or 404; `write` is told the directory and says whether there is one.
template <typename Write>
Response show_one(const Request& request, Backend& backend, Write write) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  JsonWriter json;
  if (!write(json, ServiceDirectory(*snapshot), request.path_value("id"))) {
    return problem_reply(Problem::not_found, "Nothing in the directory has that id.");
  }
  return open_reply(json.take(), *snapshot);
}

template <typename Write>
Response list_some(const Request& request, Backend& backend, std::size_t total, Write write) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  QueryReader query(request.query);
  const Paging paging = read_paging(query);
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  return open_reply(page_json(total, paging, write), *snapshot);
}

void write_term_at(JsonWriter& json, std::size_t at) {
  write_term(json, all_terms()[at], static_cast<std::uint32_t>(at));
}
void write_taxonomy_at(JsonWriter& json, std::size_t at) {
  write_taxonomy(json, static_cast<std::uint32_t>(at + 1));
}

}  // namespace

Response show_directory(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  JsonWriter json;
  json.begin_object().member("version", "HSDS-UK-3.0");
  json.member("profile", "https://docs.openreferraluk.org/");
  json.member("openapi_url",
              "https://raw.githubusercontent.com/openreferral/uk-profile/main/schema/openapi.json");
  json.end_object();
  return open_reply(json.take(), *snapshot);
}

Response list_services(const Request& request, Backend& backend) {
  return list_schools_as(request, backend, write_service_summary);
}

Response list_services_at_locations(const Request& request, Backend& backend) {
  return list_schools_as(request, backend, write_service_at_location_summary);
}

Response show_service(const Request& request, Backend& backend) {
  return show_one(request, backend,
                  [](JsonWriter& json, const ServiceDirectory& all, const std::string& id) {
                    const CatalogueSchool* school = all.service(id);
                    if (school != nullptr) write_service(json, *school);
                    return school != nullptr;
                  });
}

Response show_service_at_location(const Request& request, Backend& backend) {
  return show_one(request, backend,
                  [](JsonWriter& json, const ServiceDirectory& all, const std::string& id) {
                    const CatalogueSchool* school = all.service_at_location(id);
                    if (school != nullptr) write_service_at_location(json, *school);
                    return school != nullptr;
                  });
}

Response list_organisations(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  const auto organisations = ServiceDirectory(*snapshot).organisations();
  std::vector<const std::pair<const std::string, DirectoryOrganisation>*> all;
  for (const auto& each : organisations) all.push_back(&each);
  return list_some(request, backend, all.size(), [&](JsonWriter& json, std::size_t at) {
    write_organisation(json, all[at]->first, all[at]->second, false);
  });
}

Response show_organisation(const Request& request, Backend& backend) {
  return show_one(request, backend,
                  [](JsonWriter& json, const ServiceDirectory& all, const std::string& id) {
                    const auto organisations = all.organisations();
                    const auto found = organisations.find(id);
                    if (found == organisations.end()) return false;
                    write_organisation(json, id, found->second, true);
                    return true;
                  });
}

Response list_terms(const Request& request, Backend& backend) {
  return list_some(request, backend, all_terms().size(), write_term_at);
}

Response show_term(const Request& request, Backend& backend) {
  return show_one(request, backend,
                  [](JsonWriter& json, const ServiceDirectory&, const std::string& id) {
                    const auto number = number_of_record(RecordKind::term, id);
                    if (!number || *number >= all_terms().size()) return false;
                    write_term_at(json, *number);
                    return true;
                  });
}

Response list_taxonomies(const Request& request, Backend& backend) {
  return list_some(request, backend, 2, write_taxonomy_at);
}

Response show_taxonomy(const Request& request, Backend& backend) {
  return show_one(request, backend,
                  [](JsonWriter& json, const ServiceDirectory&, const std::string& id) {
                    const auto number = number_of_record(RecordKind::taxonomy, id);
                    if (!number || *number < 1 || *number > 2) return false;
                    write_taxonomy_at(json, *number - 1);
                    return true;
                  });
}

}  // namespace assize::api
