// /v1/cases: the queue, a case with its history, its steps and its documents.
#include "api/cases/case_json.h"
#include "api/http/message/percent_encoding.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"
#include "registry/cases/case_documents.h"

namespace assize::api {
namespace {

constexpr std::int64_t cases_on_a_page = 50;

registry::CaseReader reader_of(const Request& request) {
  if (request.reach == Reach::all) return {};
  return {request.caller.organisation_id};
}

Response refusal(const Faults& faults) {
  const Fault& fault = faults.front();
  if (fault.place == "forbidden") return problem_reply(Problem::not_allowed, fault.message);
  if (fault.place == "not_found") return problem_reply(Problem::not_found, fault.message);
  if (fault.place == "conflict") return problem_reply(Problem::out_of_turn, fault.message);
  return problem_reply(Problem::faulty_document, "Nothing was done: see faults.", faults);
}

Response no_such_case() {
  return problem_reply(Problem::not_found, "No case of yours has that id.");
}

registry::CaseFilter read_filter(QueryReader& query) {
  registry::CaseFilter filter;
  filter.status = query.value<registry::CaseStatus>("status", registry::parse_case_status)
                      .value_or(registry::CaseStatus::live);
  filter.state = query.value<registry::CaseState>("state", registry::parse_case_state);
  filter.kind = query.value<registry::CaseKind>("kind", registry::parse_case_kind);
  filter.rule = query.text("rule");
  filter.group = query.text("group");
  filter.owner = query.text("owner");
  filter.filing = query.text("filing");
  filter.urn = query.value<pricing::Urn>("urn", pricing::Urn::parse);
  if (const auto escalated = query.text("escalated")) {
    filter.escalated = *escalated == "true";
    if (*escalated != "true" && *escalated != "false") {
      query.refuse("escalated", "write true or false");
    }
  }
  return filter;
}

}  // namespace

Response list_cases(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const registry::CaseFilter filter = read_filter(query);
  const auto order = query.value<registry::CaseOrder>("sort", registry::parse_case_order)
                         .value_or(registry::CaseOrder::stake);
  const auto after = query.text("after");
  const auto limit = query.whole("limit", 1, 200).value_or(cases_on_a_page);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const auto page = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_cases(connection, reader_of(request), filter, order, after,
                                static_cast<std::size_t>(limit));
  });
  if (!page) return bad_parameters(page.faults());
  return private_reply(case_page_json(*page));
}

Response show_case(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const registry::CaseReader reader = reader_of(request);
  const auto whole = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::find_whole_case(connection, request.path_value("id"), reader);
  });
  if (!whole) return no_such_case();
  return private_reply(case_json(*whole, reader));
}

Response take_case_step(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto read = read_step(request.body);
  if (!read) return refusal(read.faults());
  registry::StepCommand command = *read;
  command.caller = request.caller;
  command.case_id = request.path_value("id");
  const registry::CaseReader reader = reader_of(request);
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto taken = registry::take_step(transaction, backend.journal, command);
    if (!taken) return refusal(taken.faults());
    const auto whole = registry::find_whole_case(transaction.connection(), taken->id, reader);
    return private_reply(case_json(*whole, reader), 201).with("Location", "/v1/cases/" + taken->id);
  });
}

Response take_steps_of_many(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto read = read_steps_of_many(request.body);
  if (!read) return refusal(read.faults());
  StepsOfMany many = *read;
  many.command.caller = request.caller;
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto taken =
        registry::take_step_in_all(transaction, backend.journal, many.command, many.cases);
    if (!taken) return refusal(taken.faults());
    JsonWriter json;
    json.begin_object().key("cases").begin_array();
    for (const registry::Case& each : *taken) write_case(json, each);
    json.end_array().end_object();
    return private_reply(json.take(), 201);
  });
}

Response hand_in_case_document(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  QueryReader query(request.query);
  registry::DocumentCommand command;
  command.caller = request.caller;
  command.case_id = request.path_value("id");
  command.name = query.text("name").value_or("");
  command.bytes = request.body;
  const auto internal = query.text("internal");
  command.is_internal = internal == "true";
  if (internal && *internal != "true" && *internal != "false") {
    query.refuse("internal", "write true or false");
  }
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto document = registry::hand_in_document(transaction, backend.journal, command);
    if (!document) return refusal(document.faults());
    JsonWriter json;
    write_case_document(json, *document);
    return private_reply(json.take(), 201)
        .with("Location",
              "/v1/cases/" + command.case_id + "/documents/" + std::to_string(document->number));
  });
}

Response download_case_document(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const std::string& number = request.path_value("number");
  const bool is_number = !number.empty() && number.size() < 4 &&
                         number.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number) return no_such_case();
  auto found = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::find_document(connection, request.path_value("id"),
                                   static_cast<std::uint32_t>(std::stoul(number)),
                                   reader_of(request));
  });
  if (!found) return problem_reply(Problem::not_found, "No document of yours has that number.");
  // Handed on as it came, and never shown as a page of this service: every reply says nosniff.
  const std::string digest = repr_digest(found->bytes);
  Response response = reply(found->about.type, std::move(found->bytes));
  response.with("Content-Disposition",
                "attachment; filename=\"document-" + std::to_string(found->about.number) +
                    found->about.name.substr(found->about.name.rfind('.')) +
                    "\"; filename*=UTF-8''" + percent_encoded(found->about.name));
  response.with("Repr-Digest", digest);
  return response.with("Cache-Control", "private, no-store");
}

}  // namespace assize::api
