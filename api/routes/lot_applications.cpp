// /v1/frameworks/…/applications: schools apply to lots, and the regulator decides.
#include "api/frameworks/framework_json.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"
#include "pricing/rule_book/object_reader.h"
#include "registry/frameworks/applications.h"

namespace assize::api {
namespace {

constexpr std::size_t schools_on_a_page = 500;

registry::LotAddress lot_of(const Request& request) {
  return {request.path_value("id"), request.path_value("lot")};
}

std::string text_or_empty(pricing::ObjectReader& reader, std::string_view key) {
  const std::string* text = reader.find_string(key);
  return text == nullptr ? "" : *text;
}

Response faulty(const Faults& faults) {
  return problem_reply(Problem::faulty_document,
                       faults.size() == 1 ? faults.front().message
                                          : "Several things are wrong with the body; see faults.",
                       faults);
}

// What the registry would not do.
Response refusal(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "not_found") return problem_reply(Problem::not_found, fault.message);
  if (fault.place == "conflict") return problem_reply(Problem::out_of_turn, fault.message);
  return faulty(faults);
}

Result<registry::ApplyCommand> read_apply(const Request& request) {
  const Result<pricing::JsonValue> body = pricing::parse_json(request.body);
  if (!body) return body.faults();
  Faults faults;
  pricing::ObjectReader reader(*body, "$", {"urn", "statement", "on"}, faults);
  registry::ApplyCommand command;
  command.caller = request.caller;
  command.lot = lot_of(request);
  if (const std::string* urn = reader.require_string("urn")) command.urn = *urn;
  command.statement = text_or_empty(reader, "statement");
  command.on = reader.find_parsed<pricing::Date>("on", pricing::Date::parse);
  if (!faults.empty()) return faults;
  return command;
}

Result<registry::DecideCommand> read_decide(const Request& request) {
  const Result<pricing::JsonValue> body = pricing::parse_json(request.body);
  if (!body) return body.faults();
  Faults faults;
  pricing::ObjectReader reader(*body, "$", {"decision", "reasons", "on"}, faults);
  registry::DecideCommand command;
  command.caller = request.caller;
  command.lot = lot_of(request);
  command.urn = request.path_value("urn");
  const auto decision =
      reader.require_parsed<registry::LotEventKind>("decision", registry::parse_decision);
  command.decision = decision.value_or(registry::LotEventKind::refused);
  command.reasons = text_or_empty(reader, "reasons");
  command.on = reader.find_parsed<pricing::Date>("on", pricing::Date::parse);
  if (!faults.empty()) return faults;
  return command;
}

Response done(const Result<registry::LotApplication>& application) {
  if (!application) return refusal(application.faults());
  Response response = private_reply(application_json(*application), 201);
  return response.with("Location", "/v1/frameworks/" + application->framework + "/lots/" +
                                       application->lot + "/applications/" +
                                       application->urn.text());
}

}  // namespace

Response apply_to_lot(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto command = read_apply(request);
  if (!command) return faulty(command.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    return done(registry::apply_to_lot(transaction, backend.journal, *command));
  });
}

Response decide_application(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const auto command = read_decide(request);
  if (!command) return faulty(command.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    return done(registry::decide_application(transaction, backend.journal, *command));
  });
}

Response list_applications(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const std::int64_t after = query.whole("after", 0, 999'999).value_or(0);
  if (const Faults faults = query.faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  std::optional<std::string> organisation;
  if (request.reach != Reach::all) organisation = request.caller.organisation_id;
  const auto page = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_applications(connection, lot_of(request), organisation,
                                       static_cast<std::uint32_t>(after), schools_on_a_page);
  });
  return private_reply(application_page_json(page), 200);
}

Response show_application(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  const Result<pricing::Urn> urn = pricing::Urn::parse(request.path_value("urn"));
  std::optional<registry::LotApplication> application;
  if (urn.ok()) {
    application = backend.database.with_connection([&](registry::Connection& connection) {
      return registry::find_application(connection, lot_of(request), *urn);
    });
  }
  // Another's is as if it were not there, so that nobody learns who has applied.
  if (!application || !request.may_reach(application->organisation_id)) {
    return problem_reply(Problem::not_found, "No application of yours is for that school and lot.");
  }
  return private_reply(application_json(*application), 200);
}

}  // namespace assize::api
