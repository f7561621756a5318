// The catalogue and the frameworks as others' standards have them: CSV on the Web metadata, and an
// OCDS release package. Made once for each snapshot.
#include "api/http/message/problem.h"
#include "api/publication/checkpoint_json.h"
#include "api/publication/csvw.h"
#include "api/publication/ocds.h"
#include "api/routes/handlers.h"
#include "api/routes/spending_book.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds patience{10};

using SharedSnapshot = std::shared_ptr<const registry::Snapshot>;

Response published(const Request& request, Backend& backend, const std::string& name,
                   std::string (*make)(Backend&, const SharedSnapshot&)) {
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
  const auto body = backend.downloads.get(snapshot, name, [&] { return make(backend, snapshot); });
  if (body->empty()) return problem_reply(Problem::not_found, "No framework is published yet.");
  Response response = reply(json_type, body);
  response.with("Assize-Checkpoint", checkpoint_header(snapshot->checkpoint));
  return response.with("Repr-Digest", repr_digest(*body));
}

}  // namespace

Response show_catalogue_metadata(const Request& request, Backend& backend) {
  return published(request, backend, "csv-metadata", [](Backend&, const SharedSnapshot& snapshot) {
    return catalogue_csv_metadata(*snapshot);
  });
}

Response download_ocds(const Request& request, Backend& backend) {
  return published(request, backend, "ocds", [](Backend& with, const SharedSnapshot& snapshot) {
    const auto book = spending_book(with, snapshot);
    return ocds_package(*snapshot, book->for_everyone.call_offs,
                        registry::day_for_everyone(snapshot->today));
  });
}

}  // namespace assize::api
