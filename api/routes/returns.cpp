// /v1/returns: handing in financial returns, and seeing them again. Confidential: another
// provider's are as if they were not there.
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"
#include "api/routes/return_reply.h"

namespace assize::api {
namespace {

constexpr std::size_t filings_shown = 100;
constexpr std::chrono::seconds patience{20};

// What kept the file from being assessed at all.
Response not_filed(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "rule_book") return problem_reply(Problem::not_ready, fault.message);
  return problem_reply(Problem::faulty_document, fault.message, faults);
}

// A provider's organisation is named after it.
bool may_see(const Request& request) {
  return request.may_reach("org_" + request.path_value("provider"));
}

std::optional<Response> refuse_parameters(const Request& request) {
  const Faults faults = QueryReader(request.query).faults();
  if (faults.empty()) return std::nullopt;
  return problem_reply(Problem::bad_parameters, faults.front().message, faults);
}

}  // namespace

Response file_return_file(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (auto refusal = refuse_parameters(request)) return std::move(*refusal);
  const std::optional<Gate::Pass> pass = backend.assessments.enter(patience);
  if (!pass) {
    Response busy = problem_reply(Problem::busy, "Too many files are being assessed at once.");
    return busy.with("Retry-After", "10");
  }
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const Result<registry::ReturnFiling> filing = registry::file_returns(
        transaction, backend.journal, {request.caller, request.body, std::nullopt});
    return filing.ok() ? return_filing_reply(*filing) : not_filed(filing.faults());
  });
}

Response list_returns(const Request& request, Backend& backend) {
  if (auto refusal = refuse_parameters(request)) return std::move(*refusal);
  const std::string& provider = request.path_value("provider");
  if (!may_see(request)) return problem_reply(Problem::not_found, "No returns of yours are there.");
  const auto [held, filings] = backend.database.with_connection([&](registry::Connection& each) {
    return std::pair(registry::held_returns(each, provider),
                     registry::list_return_filings(each, provider, filings_shown));
  });
  if (filings.empty()) {
    return problem_reply(Problem::not_found, "No returns of that provider are held.");
  }
  Response response = reply(json_type, returns_json(provider, held, filings));
  return response.with("Cache-Control", "no-store");
}

Response show_return_filing(const Request& request, Backend& backend) {
  if (auto refusal = refuse_parameters(request)) return std::move(*refusal);
  std::optional<registry::ReturnFiling> filing;
  if (may_see(request)) {
    filing = backend.database.with_connection([&](registry::Connection& connection) {
      return registry::find_return_filing(connection, request.path_value("id"));
    });
  }
  if (!filing || filing->provider_id != request.path_value("provider")) {
    return problem_reply(Problem::not_found, "No returns of yours were filed under that id.");
  }
  Response response = reply(json_type, return_filing_json(*filing));
  return response.with("Cache-Control", "no-store");
}

}  // namespace assize::api
