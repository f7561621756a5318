// /v1/schools/{urn}/history and /corrections: what the register said of a school over time, and
// putting it right.
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/register/register_json.h"
#include "api/routes/handlers.h"
#include "registry/filings/steps/authority.h"

namespace assize::api {
namespace {

Response no_such_school() {
  return problem_reply(Problem::not_found, "No school on the register has that URN.");
}

Response not_corrected(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "not_found") return problem_reply(Problem::not_found, fault.message);
  return problem_reply(Problem::faulty_document, "Nothing was corrected: " + fault.message, faults);
}

}  // namespace

Response show_school_history(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto urn = pricing::Urn::parse(request.path_value("urn"));
  if (!urn.ok()) return no_such_school();
  const auto events = backend.database.in_transaction([&](registry::Transaction& transaction) {
    return registry::school_history(transaction.connection(), urn->number());
  });
  if (events.empty()) return no_such_school();
  const bool sees_reasons = registry::is_regulator(request.caller.role);
  Response response = reply(json_type, history_json(urn->number(), events, sees_reasons));
  return sees_reasons ? response.with("Cache-Control", "private, no-cache") : response;
}

Response correct_school(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto urn = pricing::Urn::parse(request.path_value("urn"));
  if (!urn.ok()) return no_such_school();
  const auto read = read_correction(request.body);
  if (!read.ok()) return not_corrected(read.faults());
  registry::CorrectionCommand command = *read;
  command.caller = request.caller;
  command.urn = urn->number();
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto correction = registry::correct_school(transaction, backend.journal, command);
    if (!correction.ok()) return not_corrected(correction.faults());
    return reply(json_type, correction_json(*correction, true), 201);
  });
}

}  // namespace assize::api
