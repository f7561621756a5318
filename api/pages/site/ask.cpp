#include "api/pages/site/ask.h"

#include "api/access/powers.h"
#include "api/http/message/media_type.h"
#include "api/http/message/problem.h"
#include "api/http/router.h"
#include "api/routes/routes.h"

namespace assize::api {
namespace {

Response refuse(const Request& page) {
  return page.caller.role == registry::Role::anyone
             ? problem_reply(Problem::no_token, "Sign in to see this.")
             : problem_reply(Problem::not_allowed, "Your role has no power over this.");
}

Response run(const Request& page, Backend& backend, std::string_view method,
             const std::string& path, Query query, const std::optional<ApiBody>& body) {
  RouteMatch match = find_route(routes(), method, path);
  if (match.route == nullptr)
    throw std::logic_error("no route " + std::string(method) + " " + path);
  const Route& route = *match.route;
  Request asked;
  asked.id = page.id;
  asked.head.method = method;
  asked.head.target = path;
  asked.path = path;
  asked.query = std::move(query);
  asked.path_values = std::move(match.path_values);
  asked.caller = page.caller;
  asked.reach = reach_of(page.caller.role, route.method, route.pattern);
  if (asked.reach == Reach::nobody) return refuse(page);
  if (body) {
    if (body->text.size() > route.body_limit_bytes) {
      return problem_reply(
          Problem::too_large,
          "The document is larger than " + std::to_string(route.body_limit_bytes) + " bytes.");
    }
    asked.head.headers.push_back({"content-type", body->type});
    if (!body->idempotency_key.empty()) {
      asked.head.headers.push_back({"idempotency-key", body->idempotency_key});
    }
    if (!body->accept.empty()) asked.head.headers.push_back({"accept", body->accept});
    asked.body = body->text;
  }
  if (route.needs_idempotency_key && (!body || body->idempotency_key.empty())) {
    return problem_reply(Problem::no_idempotency_key, "The form was sent without its key.");
  }
  return route.answer(asked, backend);
}

}  // namespace

ApiReply ask_api(const Request& page, Backend& backend, std::string_view method,
                 const std::string& path, Query query, const std::optional<ApiBody>& body) {
  ApiReply reply;
  reply.response = run(page, backend, method, path, std::move(query), body);
  if (media_type(reply.response.header("Content-Type")).ends_with("json")) {
    Result<pricing::JsonValue> json = pricing::parse_json(reply.response.body_text());
    if (json.ok()) reply.json = std::move(json).value();
  }
  return reply;
}

ApiReply ask_api(const Request& page, Backend& backend, const std::string& path, Query query) {
  return ask_api(page, backend, "GET", path, std::move(query));
}

}  // namespace assize::api
