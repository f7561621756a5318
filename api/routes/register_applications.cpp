// /v1/applications: providers apply to register schools, and the regulator asks and decides.
#include "api/applications/register_application_json.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"

namespace assize::api {
namespace {

constexpr std::size_t applications_on_a_page = 100;

Response refusal(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "not_found") return problem_reply(Problem::not_found, fault.message);
  if (fault.place == "conflict") return problem_reply(Problem::out_of_turn, fault.message);
  return problem_reply(Problem::faulty_document, "Nothing was recorded: see faults.", faults);
}

Response done(const Result<registry::RegisterApplication>& application, Backend& backend) {
  if (!application.ok()) return refusal(application.faults());
  const pricing::Date today = registry::london_date(backend.journal.now());
  Response response = private_reply(register_application_json(*application, today), 201);
  return response.with("Location", "/v1/applications/" + application->id);
}

Response step(const Request& request, Backend& backend,
              Result<registry::StepRequest> (*parse)(std::string_view)) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto asked = parse(request.body);
  if (!asked.ok()) return refusal(asked.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    return done(registry::take_step(transaction, backend.journal, request.caller,
                                    request.path_value("id"), *asked),
                backend);
  });
}

Result<std::string> parse_before(std::string_view text) {
  if (registry::is_filing_id(text)) return std::string(text);
  return Fault{"", "write the `next` of the page before"};
}

}  // namespace

Response apply_to_register(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto asked = registry::parse_apply_request(request.body);
  if (!asked.ok()) return refusal(asked.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    return done(registry::apply_to_register(transaction, backend.journal, request.caller, *asked),
                backend);
  });
}

Response ask_applicant(const Request& request, Backend& backend) {
  return step(request, backend, registry::parse_question);
}

Response answer_question(const Request& request, Backend& backend) {
  return step(request, backend, registry::parse_answer);
}

Response decide_register_application(const Request& request, Backend& backend) {
  return step(request, backend, registry::parse_application_decision);
}

Response withdraw_register_application(const Request& request, Backend& backend) {
  return step(request, backend, registry::parse_withdrawal);
}

Response give_urn(const Request& request, Backend& backend) {
  return step(request, backend, registry::parse_given_urn);
}

Response list_register_applications(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  registry::ApplicationFilter filter;
  filter.status =
      query.value<registry::ApplicationStatus>("status", registry::parse_application_status);
  filter.before = query.value<std::string>("before", parse_before);
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  if (request.reach != Reach::all) {
    filter.organisations = request.caller.organisations;
    filter.organisations->push_back(request.caller.organisation_id);
  }
  const auto page = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_register_applications(connection, filter, applications_on_a_page);
  });
  return private_reply(register_application_page_json(page), 200);
}

Response show_register_application(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto application = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::find_register_application(connection, request.path_value("id"));
  });
  // Another's is as if it were not there.
  if (!application || !request.may_reach(application->organisation_id)) {
    return problem_reply(Problem::not_found, "No application of yours has that id.");
  }
  const pricing::Date today = registry::london_date(backend.journal.now());
  return private_reply(register_application_json(*application, today), 200);
}

}  // namespace assize::api
