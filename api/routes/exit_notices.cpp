// /v1/exit-notices: a provider gives notice to close places; the regulator, and the councils with
// placements there, see what is at risk and where else there are vacancies.
#include "registry/exits/exit_notices.h"

#include "api/exits/exit_json.h"
#include "api/http/message/problem.h"
#include "api/idempotency/once.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

// A council's own, where the caller's reach is its own. One that has no code reaches nothing.
std::optional<std::string> council_of(const Request& request) {
  if (request.reach == Reach::all) return std::nullopt;
  return request.caller.la_code.value_or("");
}

Response not_notified(const Faults& faults) {
  if (faults.front().place == "forbidden") {
    return problem_reply(Problem::not_allowed, faults.front().message);
  }
  return problem_reply(Problem::faulty_document, "No notice was given: see faults.", faults);
}

}  // namespace

Response notify_exit(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto asked = registry::parse_exit_request(request.body);
  if (!asked.ok()) return not_notified(asked.faults());
  return once_in_transaction(request, backend, [&](registry::Transaction& transaction) {
    const auto notice = registry::notify_exit(transaction, backend.journal, request.caller, *asked);
    if (!notice.ok()) return not_notified(notice.faults());
    JsonWriter json;
    write_exit_notice(json, *notice);
    return reply(json_type, json.take(), 201);
  });
}

Response list_exit_notices(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto notices = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::list_exit_notices(connection, council_of(request));
  });
  JsonWriter json;
  json.begin_object().key("notices").begin_array();
  for (const registry::ExitNotice& notice : notices) write_exit_notice(json, notice);
  json.end_array().end_object();
  return reply(json_type, json.take()).with("Cache-Control", "private, no-cache");
}

Response show_exit_notice(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_parameters(faults);
  }
  const auto council = council_of(request);
  const auto snapshot = backend.snapshots.current();
  const auto body = backend.database.with_connection(
      [&](registry::Connection& connection) -> std::optional<std::string> {
        const auto notice =
            registry::find_exit_notice(connection, request.path_value("id"), council);
        if (!notice) return std::nullopt;
        return exit_plan_json(*notice,
                              registry::continuity_plan(connection, *notice, *snapshot, council),
                              snapshot->today);
      });
  if (!body) return problem_reply(Problem::not_found, "No exit notice of yours has that id.");
  return reply(json_type, *body).with("Cache-Control", "private, no-cache");
}

}  // namespace assize::api
