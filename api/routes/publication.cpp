// The catalogue and the frameworks as others' standards have them: CSV on the Web metadata, and an
// OCDS release package. Made once for each snapshot.
#include "api/http/message/problem.h"
#include "api/publication/checkpoint_json.h"
#include "api/publication/csvw.h"
#include "api/publication/ocds.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds patience{10};

Response published(const Request& request, Backend& backend, const std::string& name,
                   std::string (*make)(const registry::Snapshot&)) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) {
    Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
    return response.with("Retry-After", "1");
  }
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const std::optional<Gate::Pass> pass = backend.downloads_made.enter(patience);
  if (!pass) {
    Response busy = problem_reply(Problem::busy, "Too many downloads are being made at once.");
    return busy.with("Retry-After", "10");
  }
  const auto body = backend.downloads.get(snapshot, name, [&] { return make(*snapshot); });
  if (body->empty()) return problem_reply(Problem::not_found, "No framework is published yet.");
  Response response = reply(json_type, body);
  response.with("Assize-Checkpoint", checkpoint_header(snapshot->checkpoint));
  return response.with("Repr-Digest", repr_digest(*body));
}

}  // namespace

Response show_catalogue_metadata(const Request& request, Backend& backend) {
  return published(request, backend, "csv-metadata", catalogue_csv_metadata);
}

Response download_ocds(const Request& request, Backend& backend) {
  return published(request, backend, "ocds", ocds_package);
}

}  // namespace assize::api
