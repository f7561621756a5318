// /v1/tailored-lists: a council ranks the settings that fit a need, and freezes the list as
// evidence; it and the regulator open it again as it was.
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"
#include "api/tailored_lists/tailored_list_json.h"
#include "registry/rule_books/rule_books.h"

namespace assize::api {
namespace {

// A council's own, where the caller's reach is its own. One that has no code reaches nothing.
std::optional<std::string> council_of(const Request& request) {
  if (request.reach == Reach::all) return std::nullopt;
  return request.caller.la_code.value_or("");
}

Response not_made(const Faults& faults) {
  if (faults.front().place == "forbidden") {
    return problem_reply(Problem::not_allowed, faults.front().message);
  }
  return problem_reply(Problem::faulty_document, "No list was made: see faults.", faults);
}

}  // namespace

Response make_tailored_list(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto snapshot = backend.snapshots.current();
  if (!snapshot) {
    return problem_reply(Problem::not_ready, "The catalogue is still being read.")
        .with("Retry-After", "1");
  }
  const auto asked = registry::parse_tailored_request(request.body, snapshot->today);
  if (!asked.ok()) return not_made(asked.faults());
  const auto council = registry::council_of_list(request.caller, *asked);
  if (!council.ok()) return not_made(council.faults());
  const auto make = [&](registry::Connection& connection) {
    return registry::rank_schools(*snapshot, registry::rule_book_in_force(connection).get(),
                                  *asked);
  };
  if (!asked->freeze) {
    const auto list = backend.database.with_connection(make);
    if (!list.ok()) return not_made(list.faults());
    return reply(json_type, tailored_list_json(*list, *council)).with("Cache-Control", "no-store");
  }
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto list = make(transaction.connection());
    if (!list.ok()) return not_made(list.faults());
    const std::string body = tailored_list_json(*list, *council);
    JsonWriter json;
    json.begin_object().key("frozen");
    write_frozen_list(json, registry::freeze_tailored_list(transaction, backend.journal,
                                                           request.caller, **council, *list, body));
    json.key("list").raw(body).end_object();
    return reply(json_type, json.take(), 201);
  });
}

Response list_tailored_lists(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto lists = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_frozen_lists(connection, council_of(request));
  });
  JsonWriter json;
  json.begin_object().key("lists").begin_array();
  for (const registry::FrozenList& list : lists) write_frozen_list(json, list);
  json.end_array().end_object();
  return reply(json_type, json.take()).with("Cache-Control", "private, no-cache");
}

Response show_tailored_list(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto body = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::frozen_list_body(connection, request.path_value("id"), council_of(request));
  });
  if (!body) return problem_reply(Problem::not_found, "No tailored list of yours has that id.");
  return reply(json_type, *body).with("Cache-Control", "private, no-cache");
}

}  // namespace assize::api
