// /v1/places: providers state the vacancies of their schools.
#include "registry/places/state_places.h"

#include "api/http/message/json_writer.h"
#include "api/http/message/media_type.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

Response stated_reply(const registry::PlacesStated& stated) {
  JsonWriter json;
  json.begin_object().key("rows").whole(stated.rows).key("stated").whole(stated.stated);
  json.key("unchanged").whole(stated.unchanged).key("receipts").begin_array();
  for (const std::string& receipt : stated.receipts) json.raw(receipt);
  json.end_array().end_object();
  return reply(json_type, json.take(), stated.receipts.empty() ? 200 : 201);
}

Response not_stated(const Faults& faults) {
  if (faults.front().place == "forbidden") {
    return problem_reply(Problem::not_allowed, faults.front().message);
  }
  return problem_reply(Problem::faulty_document, "Nothing was stated: see faults.", faults);
}

}  // namespace

Response state_places(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return problem_reply(Problem::bad_parameters, faults.front().message, faults);
  }
  registry::PlacesCommand command;
  command.caller = request.caller;
  command.body = request.body;
  if (media_type(request.head.header("content-type").value_or("")) == json_type) {
    command.form = registry::PlacesCommand::Body::json;
  }
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto stated = registry::state_places(transaction, backend.journal, command);
    return stated.ok() ? stated_reply(*stated) : not_stated(stated.faults());
  });
}

}  // namespace assize::api
