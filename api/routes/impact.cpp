// /v1/impact: what a draft edition would mean for the fees in force; nothing is kept.
#include "api/impact/impact_report.h"

#include "api/http/message/problem.h"
#include "api/routes/handlers.h"
#include "audit/tree/hash.h"
#include "registry/returns/held_returns.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

constexpr std::chrono::seconds patience{20};

Response faulty_draft(const Faults& faults) {
  return problem_reply(Problem::faulty_document,
                       "The draft has " + std::to_string(faults.size()) +
                           (faults.size() == 1 ? " fault." : " faults."),
                       faults);
}

}  // namespace

Response measure_draft(const Request& request, Backend& backend) {
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) {
    Response response = problem_reply(Problem::not_ready, "The catalogue is still being read.");
    return response.with("Retry-After", "1");
  }
  QueryReader query(request.query);
  const pricing::Date as_at =
      query.value<pricing::Date>("as_at", pricing::Date::parse).value_or(snapshot->today);
  const auto draft_on = query.value<pricing::Date>("bands_on", pricing::Date::parse);
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const std::optional<Gate::Pass> pass = backend.assessments.enter(patience);
  if (!pass) {
    Response busy = problem_reply(Problem::busy, "Too many files are being assessed at once.");
    return busy.with("Retry-After", "10");
  }
  const auto draft = pricing::RuleBook::load(request.body, audit::sha256_hex(request.body));
  if (!draft.ok()) return faulty_draft(draft.faults());
  const registry::NamedMarket market = registry::impact_market(*snapshot, as_at);
  const auto [in_force, costs] =
      backend.database.with_connection([&](registry::Connection& connection) {
        return std::pair(registry::rule_book_in_force(connection),
                         registry::costs_per_placement(connection, market));
      });
  if (!in_force) {
    return problem_reply(Problem::not_ready, "No edition is in force to set the draft beside.");
  }
  pricing::ImpactInput input;
  input.costs = costs;
  input.market = &market.market;
  input.in_force = in_force.get();
  input.draft = &*draft;
  input.draft_on = draft_on;
  input.jobs = 1;  // so many are answered at once that one thread each is fastest in all
  const pricing::Impact impact = pricing::measure_impact(input);
  const ImpactReport report{market, impact, *in_force, *draft, as_at, draft_on};
  Response response = prefers_csv(request.head) ? reply(csv_type, impact_csv(report))
                                                : reply(json_type, impact_json(report));
  return response.with("Cache-Control", "no-store").with("Vary", "Accept");
}

}  // namespace assize::api
