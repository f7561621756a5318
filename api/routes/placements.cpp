// /v1/placements: councils record their placements, and see them again; the regulator sees all.
#include "registry/placements/record_placements.h"

#include "api/http/message/media_type.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/placements/placement_json.h"
#include "api/routes/handlers.h"
#include "api/routes/page_address.h"
#include "registry/placements/list_placements.h"

namespace assize::api {
namespace {

constexpr std::int64_t page_size = 100;
constexpr std::int64_t page_size_limit = 1000;

Response not_recorded(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "council") return bad_parameters(faults);
  return problem_reply(Problem::faulty_document,
                       "Nothing was recorded: there " +
                           (faults.size() == 1 ? std::string("is a fault.")
                                               : "are " + std::to_string(faults.size()) +
                                                     " faults, each with its place."),
                       faults);
}

// The caller's own council, where its reach is its own; what it asks for of others is not there.
bool reaches(const Request& request, const registry::PlacementFilter& filter) {
  return request.reach == Reach::all || (filter.council && request.caller.la_code &&
                                         filter.council->text() == *request.caller.la_code);
}

Result<std::uint64_t> parse_place(std::string_view text) {
  std::uint64_t place = 0;
  if (text.empty() || text.size() > 18) return Fault{"", "This is not a cursor of this list."};
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return Fault{"", "This is not a cursor of this list."};
    place = place * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return place;
}

}  // namespace

Response record_placements(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  QueryReader query(request.query);
  registry::PlacementsCommand command;
  command.caller = request.caller;
  command.council = query.value<pricing::LaCode>("council", pricing::LaCode::parse);
  command.why = query.text("why").value_or("");
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  command.body = request.body;
  if (media_type(request.head.header("content-type").value_or("")) == json_type) {
    command.form = registry::PlacementsCommand::Body::json;
  }
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto recorded = registry::record_placements(transaction, backend.journal, command);
    if (!recorded.ok()) return not_recorded(recorded.faults());
    return reply(json_type, placements_recorded_json(*recorded), recorded->id.empty() ? 200 : 201);
  });
}

Response list_placements(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  registry::PlacementFilter filter;
  filter.council = query.value<pricing::LaCode>("council", pricing::LaCode::parse);
  filter.urn = query.value<pricing::Urn>("urn", pricing::Urn::parse);
  filter.as_at = query.value<pricing::Date>("as_at", pricing::Date::parse);
  filter.known_at = query.value<std::string>("known_at", registry::parse_known_at);
  const auto after = query.value<std::uint64_t>("cursor", parse_place);
  const auto limit = query.whole("limit", 1, page_size_limit).value_or(page_size);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  if (!filter.council && request.reach == Reach::own && request.caller.la_code) {
    filter.council = pricing::LaCode::parse(*request.caller.la_code).value();
  }
  registry::PlacementPage page;
  if (reaches(request, filter)) {
    page = backend.database.with_connection([&](registry::Connection& connection) {
      return registry::list_placements(connection, filter, after, static_cast<std::size_t>(limit));
    });
  }
  JsonWriter json;
  json.begin_object().key("placements").begin_array();
  for (const registry::CallOff& placement : page.placements) write_placement(json, placement);
  json.end_array();
  std::optional<std::string> next;
  if (page.next) next = std::to_string(*page.next);
  json.member_or_null("next", next).end_object();
  Response response = reply(json_type, json.take());
  response.with("Link", page_links("/v1/placements", request.query, next));
  return response.with("Cache-Control", "private, no-cache");
}

Response show_placement(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  registry::PlacementFilter filter;
  if (const auto council = pricing::LaCode::parse(request.path_value("council"))) {
    filter.council = *council;
  }
  std::vector<registry::PlacementVersion> versions;
  if (filter.council && reaches(request, filter)) {
    versions = backend.database.with_connection([&](registry::Connection& connection) {
      return registry::placement_history(connection, *filter.council,
                                         request.path_value("reference"));
    });
  }
  if (versions.empty()) {
    return problem_reply(Problem::not_found, "No placement of yours has that reference.");
  }
  JsonWriter json;
  json.begin_object().key("placement");
  write_placement(json, versions.front().placement);
  json.key("history").begin_array();
  for (const registry::PlacementVersion& version : versions) write_version(json, version);
  json.end_array().end_object();
  Response response = reply(json_type, json.take());
  return response.with("Cache-Control", "private, no-cache");
}

}  // namespace assize::api
