// /v1/schools and what hangs from it, answered from the snapshot.
#include "api/catalogue/school_json.h"
#include "api/http/message/problem.h"
#include "api/publication/checkpoint_json.h"
#include "api/routes/catalogue_changes.h"
#include "api/routes/handlers.h"
#include "api/routes/page_address.h"
#include "registry/catalogue/export.h"
#include "registry/catalogue/reading/read_school_at.h"
#include "registry/catalogue/search/search.h"
#include "registry/placements/list_placements.h"

namespace assize::api {
namespace {

using SharedSnapshot = std::shared_ptr<const registry::Snapshot>;

constexpr std::chrono::seconds download_patience{10};
constexpr std::size_t usual_hit_bytes = 1200;

Response not_ready() {
  Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
  return response.with("Retry-After", "1");
}

Response wrong_parameters(const Faults& faults) {
  return problem_reply(
      Problem::bad_parameters,
      faults.size() == 1 ? faults.front().message : "Several parameters are wrong; see faults.",
      faults);
}

const registry::CatalogueSchool* find_school(const registry::Snapshot& snapshot,
                                             const Request& request) {
  const Result<pricing::Urn> urn = pricing::Urn::parse(request.path_value("urn"));
  return urn.ok() ? snapshot.find(*urn) : nullptr;
}

Response no_such_school(const Request& request) {
  const Result<pricing::Urn> urn = pricing::Urn::parse(request.path_value("urn"));
  return problem_reply(Problem::not_found,
                       urn.ok() ? "No school in the catalogue has the URN " + urn->text() + "."
                                : "A URN has six digits, such as 123456.");
}

// The two axes of time that a read asks for.
registry::TwoTimes read_times(QueryReader& query, const registry::Snapshot& snapshot) {
  registry::TwoTimes times;
  times.today = snapshot.today;
  times.as_at = query.value<pricing::Date>("as_at", pricing::Date::parse);
  times.known_at = query.value<std::string>("known_at", registry::parse_known_at);
  return times;
}

// A school of the snapshot, or one that was read for its own time.
class SchoolThen {
 public:
  explicit SchoolThen(const registry::CatalogueSchool* of_snapshot) : of_snapshot_(of_snapshot) {}
  explicit SchoolThen(std::optional<registry::CatalogueSchool> read) : read_(std::move(read)) {}
  const registry::CatalogueSchool* get() const { return read_ ? &*read_ : of_snapshot_; }

 private:
  const registry::CatalogueSchool* of_snapshot_ = nullptr;
  std::optional<registry::CatalogueSchool> read_;
};

SchoolThen read_then(const Request& request, Backend& backend, const registry::TwoTimes& times) {
  const Result<pricing::Urn> urn = pricing::Urn::parse(request.path_value("urn"));
  if (!urn.ok()) return SchoolThen(nullptr);
  return SchoolThen(backend.database.in_transaction([&](registry::Transaction& transaction) {
    return registry::read_catalogue_school_at(transaction.connection(), *urn, times);
  }));
}

Response no_school_then(const Request& request) {
  if (!pricing::Urn::parse(request.path_value("urn")).ok()) return no_such_school(request);
  return problem_reply(Problem::not_found,
                       "No school of that URN was known then. Its history says when it was.");
}

Response download(const Request& request, Backend& backend, const std::string& extension,
                  std::string_view type,
                  void (*make)(const registry::Snapshot&, pricing::Date,
                               const registry::WritePiece&)) {
  const SharedSnapshot snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  QueryReader query(request.query);
  const pricing::Date as_at =
      query.value<pricing::Date>("as_at", pricing::Date::parse).value_or(snapshot->today);
  if (const Faults faults = query.faults(); !faults.empty()) return wrong_parameters(faults);
  const auto make_text = [&] {
    std::string text;
    make(*snapshot, as_at, [&text](std::string_view piece) { text += piece; });
    return text;
  };
  std::shared_ptr<const std::string> body;
  {
    const std::optional<Gate::Pass> pass = backend.downloads_made.enter(download_patience);
    if (!pass) {
      Response busy = problem_reply(Problem::busy, "Too many downloads are being made at once.");
      return busy.with("Retry-After", "10");
    }
    // Only today's is asked for again and again.
    body = as_at == snapshot->today ? backend.downloads.get(snapshot, extension, make_text)
                                    : std::make_shared<const std::string>(make_text());
  }
  Response response = reply(type, body);
  response.with("Content-Disposition",
                "attachment; filename=\"catalogue-" + as_at.text() + "." + extension + "\"");
  response.with("Assize-Checkpoint", checkpoint_header(snapshot->checkpoint));
  if (type == csv_type) {
    response.with("Link",
                  "</v1/catalogue.csv-metadata.json>; rel=\"describedby\"; "
                  "type=\"application/csvm+json\"");
  }
  return response.with("Repr-Digest", repr_digest(*body));
}

}  // namespace

Response list_schools(const Request& request, Backend& backend) {
  const SharedSnapshot snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  const Result<registry::SchoolSearch> search = registry::parse_school_search(request.query);
  if (!search.ok()) return wrong_parameters(search.faults());
  const Result<registry::SchoolPage> found = registry::search_schools(*snapshot, *search);
  if (!found.ok()) return wrong_parameters(found.faults());
  const registry::SchoolPage& page = *found;

  JsonWriter json;
  json.reserve(usual_hit_bytes * (page.schools.size() + 1));
  json.begin_object().member("as_at", snapshot->today.text());
  json.key("matching").whole(page.matching);
  json.key("schools").begin_array();
  for (const registry::SchoolHit& hit : page.schools) write_hit(json, hit);
  json.end_array();
  if (page.near) {
    json.key("near").begin_object();
    json.key("easting").integer(page.near->point.easting);
    json.key("northing").integer(page.near->point.northing);
    json.key("exact").boolean(page.near->is_exact).end_object();
  }
  if (const auto& la = search->filter.la) {
    if (const registry::FormerCouncil* former = registry::find_former_council(*la)) {
      json.key("la_became").begin_object().member("code", la->text()).member("name", former->name);
      write_became(json, *former);
      json.member("source", former->source).end_object();
    }
  }
  if (page.facets) {
    json.key("facets");
    write_facets(json, *page.facets);
  }
  json.member_or_null("next", page.next).end_object();

  Response response = reply(json_type, json.take());
  return response.with("Link", page_links("/v1/schools", request.query, page.next));
}

Response show_school(const Request& request, Backend& backend) {
  const SharedSnapshot snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  QueryReader query(request.query);
  const registry::TwoTimes times = read_times(query, *snapshot);
  if (const Faults faults = query.faults(); !faults.empty()) return wrong_parameters(faults);
  const bool is_of_now = !times.as_at && !times.known_at;
  const SchoolThen then =
      is_of_now ? SchoolThen(find_school(*snapshot, request)) : read_then(request, backend, times);
  const registry::CatalogueSchool* school = then.get();
  if (school == nullptr) return is_of_now ? no_such_school(request) : no_school_then(request);
  JsonWriter json;
  write_school(json, *school, snapshot->today, is_of_now ? nullptr : &times);
  Response response = reply(json_type, json.take());
  return response.with("Link", "</v1/schools/" + school->urn.text() + "/fees>; rel=\"related\"");
}

Response show_fees(const Request& request, Backend& backend) {
  const SharedSnapshot snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  QueryReader query(request.query);
  const registry::TwoTimes times = read_times(query, *snapshot);
  if (const Faults faults = query.faults(); !faults.empty()) return wrong_parameters(faults);
  const pricing::Date as_at = times.as_at.value_or(snapshot->today);
  // The snapshot has the fees of every day, as they are known now.
  const SchoolThen then = times.known_at ? read_then(request, backend, times)
                                         : SchoolThen(find_school(*snapshot, request));
  const registry::CatalogueSchool* school = then.get();
  if (school == nullptr) {
    return times.known_at ? no_school_then(request) : no_such_school(request);
  }
  JsonWriter json;
  json.begin_object().member("urn", school->urn.text()).member("as_at", as_at.text());
  if (times.known_at) json.member("known_at", *times.known_at);
  json.key("fees");
  write_fees(json, registry::fees_as_at(*school, as_at));
  json.end_object();
  return reply(json_type, json.take());
}

Response show_places(const Request& request, Backend& backend) {
  const SharedSnapshot snapshot = backend.snapshots.current();
  if (!snapshot) return not_ready();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return wrong_parameters(faults);
  }
  const registry::CatalogueSchool* school = find_school(*snapshot, request);
  if (school == nullptr) return no_such_school(request);
  JsonWriter json;
  json.begin_object().member("urn", school->urn.text());
  json.member("as_at", snapshot->today.text()).key("places");
  write_places(json, *school, snapshot->today);
  json.end_object();
  return reply(json_type, json.take());
}

Response download_catalogue_csv(const Request& request, Backend& backend) {
  return download(request, backend, "csv", csv_type, registry::export_catalogue_csv);
}

Response download_catalogue_json(const Request& request, Backend& backend) {
  for (const auto& [name, value] : request.query) {
    if (name == "since") return show_catalogue_changes(request, backend);
  }
  return download(request, backend, "json", json_type, registry::export_catalogue_json);
}

}  // namespace assize::api
