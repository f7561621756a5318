// /v1/spending: money spent by council, region and the nation, as far as the caller may be told.
#include "api/http/message/problem.h"
#include "api/publication/checkpoint_json.h"
#include "api/routes/handlers.h"
#include "api/routes/spending_book.h"
#include "api/spending/spending_report.h"
#include "registry/filings/steps/authority.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds patience{20};

// What the caller is told, or why not.
struct Told {
  registry::SpendingReport report;
  std::optional<Response> refusal;
};

Told told_now(const Request& request, Backend& backend,
              const std::shared_ptr<const registry::Snapshot>& snapshot) {
  const auto book = spending_book(backend, snapshot);
  return {registry::spending_for(request.caller, book->in_full, &book->for_everyone), {}};
}

// Of another day everyone is told nothing: what changed from one to the next would be one child.
Told told_then(const Request& request, Backend& backend, const registry::Snapshot& snapshot,
               pricing::Date at) {
  const registry::Role role = request.caller.role;
  if (!registry::is_regulator(role) && role != registry::Role::commissioner) {
    return {{},
            problem_reply(Problem::not_allowed,
                          "What was spent on a day of your choice is for the regulator and, of its "
                          "own, for a council. Leave as_at out.")};
  }
  const auto in_full = backend.database.in_transaction([&](registry::Transaction& transaction) {
    return registry::read_spending_in_full(transaction.connection(), snapshot, at);
  });
  return {registry::spending_for(request.caller, in_full, nullptr), {}};
}

Response answer(const Request& request, const registry::Snapshot& snapshot,
                const registry::SpendingReport& report, const registry::SpendingArea* area) {
  const bool is_csv = prefers_csv(request.head);
  Response response =
      is_csv ? reply(csv_type,
                     area == nullptr ? spending_csv(report) : spending_area_csv(*area, report))
             : reply(json_type, area == nullptr
                                    ? spending_json(report, snapshot.checkpoint)
                                    : spending_area_json(*area, report, snapshot.checkpoint));
  response.with("Assize-Checkpoint", checkpoint_header(snapshot.checkpoint));
  response.with("Repr-Digest", repr_digest(response.body_text()));
  response.with("Vary", "Accept, Authorization, Cookie");
  return request.caller.role == registry::Role::anyone
             ? response
             : response.with("Cache-Control", "private, no-cache");
}

Response show(const Request& request, Backend& backend, const std::string* code) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) {
    Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
    return response.with("Retry-After", "1");
  }
  QueryReader query(request.query);
  const auto at = query.value<pricing::Date>("as_at", pricing::Date::parse);
  if (at && *at > snapshot->today) {
    query.refuse("as_at", "The day " + at->text() + " is still to come.");
  }
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const std::optional<Gate::Pass> pass = backend.assessments.enter(patience);
  if (!pass) {
    Response busy = problem_reply(Problem::busy, "Too much is being worked out at once.");
    return busy.with("Retry-After", "10");
  }
  const Told told =
      at ? told_then(request, backend, *snapshot, *at) : told_now(request, backend, snapshot);
  if (told.refusal) return *told.refusal;
  if (code == nullptr) return answer(request, *snapshot, told.report, nullptr);
  const registry::SpendingArea* area = told.report.find(*code);
  if (area == nullptr) {
    return problem_reply(Problem::not_found,
                         "Nothing is told of the spending of an area with the code " + *code +
                             ": there is no such area, it has no placements, or too few for "
                             "anything to be said of them.");
  }
  return answer(request, *snapshot, told.report, area);
}

}  // namespace

Response show_spending(const Request& request, Backend& backend) {
  return show(request, backend, nullptr);
}

Response show_spending_of_area(const Request& request, Backend& backend) {
  return show(request, backend, &request.path_value("area"));
}

}  // namespace assize::api
