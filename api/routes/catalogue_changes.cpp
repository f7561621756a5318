#include "api/routes/catalogue_changes.h"

#include "api/catalogue/changes_json.h"
#include "api/http/message/problem.h"
#include "api/publication/checkpoint_json.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::int64_t size_limit = 1'000'000'000'000;

}  // namespace

Response show_catalogue_changes(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) {
    Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
    return response.with("Retry-After", "1");
  }
  QueryReader query(request.query);
  const auto size = query.whole("since", 1, size_limit);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const std::optional<Gate::Pass> pass = backend.downloads_made.enter(patience);
  if (!pass) {
    Response busy = problem_reply(Problem::busy, "Too many downloads are being made at once.");
    return busy.with("Retry-After", "10");
  }
  const auto changes = backend.database.in_transaction([&](registry::Transaction& transaction) {
    return registry::read_catalogue_changes(transaction.connection(), *snapshot,
                                            static_cast<std::uint64_t>(*size));
  });
  if (!changes.ok()) return bad_parameters(changes.faults());
  Response response = reply(json_type, catalogue_changes_json(*changes, *snapshot));
  response.with("Assize-Checkpoint", checkpoint_header(snapshot->checkpoint));
  return response.with("Repr-Digest", repr_digest(response.body_text()));
}

}  // namespace assize::api
