#include "api/http/service.h"

#include <unistd.h>

#include <algorithm>

#include "api/access/powers.h"
#include "api/access/scope.h"
#include "api/access/session_cookie.h"
#include "api/accounts/account_json.h"
#include "api/http/backend.h"
#include "api/http/message/json_writer.h"
#include "api/http/message/media_type.h"
#include "api/http/message/problem.h"
#include "api/pages/site/page.h"
#include "audit/tree/hash.h"
#include "registry/access/scopes.h"
#include "registry/people/sessions.h"

namespace assize::api {
namespace {

constexpr std::size_t request_id_limit = 64;
constexpr std::size_t token_limit_bytes = 128;
constexpr std::size_t idempotency_key_limit = 128;
constexpr std::string_view retry_after_seconds = "2";

bool is_plain(std::string_view text, std::size_t limit) {
  return !text.empty() && text.size() <= limit && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
  });
}

// The client's own id where it is harmless in logs, else a new one.
std::string request_id(const Head& head) {
  const std::string given = head.header("x-request-id").value_or("");
  if (is_plain(given, request_id_limit)) return given;
  return audit::sha256_hex(audit::random_bytes(16)).substr(0, 20);
}

// Any visible ASCII, as the draft of the header field allows in its string.
bool is_idempotency_key(std::string_view key) {
  return !key.empty() && key.size() <= idempotency_key_limit &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

Response no_token() {
  Response response = problem_reply(
      Problem::no_token, "Send the header \"Authorization: Bearer\" with a token of your own.");
  return response.with("WWW-Authenticate", "Bearer realm=\"assize\"");
}

Response unknown_token() {
  Response response = problem_reply(Problem::unknown_token,
                                    "The token was never issued, has expired, or was revoked.");
  return response.with("WWW-Authenticate", "Bearer realm=\"assize\", error=\"invalid_token\"");
}

bool accepts_any(std::string_view accept, std::string_view types) {
  while (!types.empty()) {
    const std::size_t end = std::min(types.find(' '), types.size());
    if (accepts(accept, types.substr(0, end))) return true;
    types.remove_prefix(std::min(end + 1, types.size()));
  }
  return false;
}

std::optional<Response> check_types(const Route& route, const Head& head) {
  const std::string accept = head.header("accept").value_or("");
  if (!route.produces.empty() && !accept.empty() && !accepts_any(accept, route.produces)) {
    return problem_reply(Problem::not_acceptable, "This address answers with one of these only: " +
                                                      std::string(route.produces) + ".");
  }
  if (route.body_limit_bytes == 0) return std::nullopt;
  const std::string type = media_type(head.header("content-type").value_or(""));
  if (head.header("content-encoding").value_or("identity") != "identity") {
    return problem_reply(Problem::unsupported_type,
                         "Send the body as it is, without a Content-Encoding.");
  }
  if (!is_listed(type, route.body_types)) {
    return problem_reply(Problem::unsupported_type, "Set Content-Type to one of these: " +
                                                        std::string(route.body_types) + ".");
  }
  return std::nullopt;
}

std::optional<Response> check_idempotency_key(const Route& route, const Head& head) {
  if (!route.needs_idempotency_key) return std::nullopt;
  const std::optional<std::string> key = head.header("idempotency-key");
  if (key && is_idempotency_key(*key)) return std::nullopt;
  return problem_reply(
      Problem::no_idempotency_key,
      key ? "The Idempotency-Key must be 1 to 128 visible ASCII characters without spaces."
          : "Send the header \"Idempotency-Key\" with a value of your own, such as a UUID: new for "
            "each thing you do, the same when you try it again.");
}

Response retry_later(Problem problem, std::string_view detail) {
  Response response = problem_reply(problem, detail);
  return response.with("Retry-After", std::string(retry_after_seconds));
}

// `is_secure`: browsers know the service by https, and are to ask for it by nothing else.
void add_security_headers(Response& response, bool is_secure) {
  if (is_secure) response.with("Strict-Transport-Security", "max-age=31536000");
  response.with("X-Content-Type-Options", "nosniff").with("Referrer-Policy", "no-referrer");
  if (response.header("Content-Security-Policy").empty()) {
    response.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
}

// Every good reply to a GET has a tag, and is not sent again to who has it.
void make_conditional(Response& response, const Head& head) {
  if (response.header("ETag").empty()) response.with("ETag", entity_tag(response.body_text()));
  if (response.header("Cache-Control").empty()) response.with("Cache-Control", "no-cache");
  const std::optional<std::string> held = head.header("if-none-match");
  if (!held || !names_entity_tag(*held, response.header("ETag"))) return;
  response.status = 304;
  response.body.reset();
  std::erase_if(response.headers, [](const auto& header) {
    return header.first == "Content-Type" || header.first == "Repr-Digest";
  });
}

void finish(Response& response, const Exchange& exchange, bool is_secure) {
  const Head& head = exchange.request.head;
  // Whatever may name who is signed in is their browser's alone.
  if (exchange.request.viewer && response.header("Cache-Control").empty()) {
    response.with("Cache-Control", "private, no-cache");
  }
  if (is_problem(response)) {
    set_instance(response, exchange.request.id);
    if (response.header("Cache-Control").empty()) response.with("Cache-Control", "no-store");
  } else if (response.status == 200 && (head.method == "GET" || head.method == "HEAD")) {
    make_conditional(response, head);
  }
  add_security_headers(response, is_secure);
  response.with("X-Request-Id", exchange.request.id);
}

}  // namespace

void log_to_standard_error(const std::string& line) {
  const std::string whole = line + "\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, whole.data(), whole.size());
}

void log_error(std::string_view what) {
  JsonWriter json;
  json.begin_object().member("level", "error").member("error", what).end_object();
  log_to_standard_error(json.text());
}

Exchange Service::begin(const Head& head) {
  Exchange exchange;
  exchange.began = std::chrono::steady_clock::now();
  exchange.request.head = head;
  exchange.request.id = request_id(head);
  if (const auto client = client_address(head, proxies_)) {
    exchange.request.head.peer = client->text();
  }
  try {
    exchange.refusal = admit(exchange);
  } catch (const registry::DatabaseError&) {
    exchange.refusal = retry_later(Problem::database_unavailable,
                                   "The database does not answer. Try again shortly.");
  } catch (const std::exception& error) {
    log_line_(std::string("{\"level\":\"error\",\"request_id\":\"") + exchange.request.id +
              "\",\"error\":\"while reading a request\"}");
    exchange.refusal = problem_reply(Problem::broken, "The request could not be handled.");
  }
  return exchange;
}

std::optional<Response> Service::admit(Exchange& exchange) {
  Request& request = exchange.request;
  const std::string_view target = request.head.target;
  const std::string_view raw_path = target.substr(0, target.find('?'));
  if (target == "*") {
    Response response;
    response.status = 204;
    return response.with("Allow", "GET, HEAD, POST, OPTIONS");
  }
  RouteMatch match = find_route(routes_, request.head.method, raw_path);
  if (match.allowed.empty()) {
    return problem_reply(Problem::not_found, "Nothing has this address.");
  }
  if (request.head.method == "OPTIONS") {
    Response response;
    response.status = 204;
    return response.with("Allow", match.allowed);
  }
  if (match.route == nullptr) {
    Response response = problem_reply(Problem::method_not_allowed,
                                      "This address has the methods " + match.allowed + ".");
    return response.with("Allow", match.allowed);
  }
  exchange.route = match.route;
  exchange.body_limit_bytes = match.route->body_limit_bytes;
  request.path_values = std::move(match.path_values);
  request.path = raw_path;
  if (std::optional<Response> refusal = identify(exchange)) return refusal;
  Result<Query> query = parse_query(
      raw_path.size() == target.size() ? std::string_view() : target.substr(raw_path.size() + 1));
  if (!query.ok()) {
    return problem_reply(Problem::bad_parameters, query.faults().front().message, query.faults());
  }
  request.query = std::move(query).value();
  if (std::optional<Response> refusal = check_types(*exchange.route, request.head)) return refusal;
  return check_idempotency_key(*exchange.route, request.head);
}

std::optional<Response> Service::identify(Exchange& exchange) {
  Request& request = exchange.request;
  if (const std::optional<std::string> given = request.head.header("authorization")) {
    const std::optional<std::string_view> token = bearer_token(*given);
    std::optional<registry::Caller> caller;
    if (token && is_plain(*token, token_limit_bytes)) {
      caller = registry::caller_of(backend_.database, backend_.journal, *token);
    }
    if (!caller) {
      std::optional<Response> refusal = hold_to_rate(exchange);
      return refusal ? std::move(refusal) : unknown_token();
    }
    request.caller = std::move(*caller);
  } else {
    recognise_session(request);
  }
  if (std::optional<Response> refusal = hold_to_rate(exchange)) return refusal;
  if (request.caller.scopes && !is_in_scope(*request.caller.scopes, *exchange.route)) {
    return problem_reply(Problem::not_allowed, "The token is held to these scopes: " +
                                                   registry::join_scopes(*request.caller.scopes) +
                                                   ".");
  }
  request.reach = reach_of(request.caller.role, exchange.route->method, exchange.route->pattern);
  if (request.reach != Reach::nobody) return std::nullopt;
  if (request.caller.role == registry::Role::anyone) return no_token();
  return problem_reply(Problem::not_allowed, "The role \"" +
                                                 std::string(registry::code(request.caller.role)) +
                                                 "\" has no power over this.");
}

// A token that is not known counts for its address, and never keeps out a good one from there.
std::optional<Response> Service::hold_to_rate(const Exchange& exchange) {
  const Request& request = exchange.request;
  const auto wait = rates_.admit(request.caller.account_id, Address::parse(request.head.peer),
                                 exchange.route->signs_in, std::chrono::steady_clock::now());
  if (!wait) return std::nullopt;
  const std::string seconds = std::to_string(wait->count());
  Response response = problem_reply(Problem::too_many_requests,
                                    "Wait for " + seconds + " s, and ask less often after that.");
  return response.with("Retry-After", seconds);
}

// A cookie that is no longer good makes its sender anyone, not a stranger to be refused: the public
// pages stay open to a browser that was signed in yesterday.
void Service::recognise_session(Request& request) {
  const auto secret = session_secret(request.head, backend_.site.is_secure());
  if (!secret) return;
  auto signed_in = registry::session_of(backend_.database, backend_.journal, *secret);
  if (!signed_in) return;
  request.viewer = signed_in_person(*signed_in, *secret);
  request.caller = std::move(signed_in->caller);
}

// What a browser sends by itself proves nothing: a change must come from a page of this service,
// and where somebody is signed in carry the token that only such a page has.
std::optional<Response> Service::refuse_forged(const Exchange& exchange) const {
  const Request& request = exchange.request;
  if (exchange.route->method == "GET" || request.head.header("authorization")) return std::nullopt;
  if (is_from_elsewhere(request.head)) {
    return problem_reply(Problem::forged, "The request comes from a page of another site.");
  }
  if (!request.viewer || carries_csrf_token(request, request.viewer->csrf_token)) {
    return std::nullopt;
  }
  return problem_reply(Problem::forged,
                       "Send the session's token as the form's field csrf_token (the first of a "
                       "multipart form) or the header X-CSRF-Token; /v1/me tells it.");
}

Response Service::run(const Exchange& exchange) {
  const auto log_failure = [&](std::string_view what) {
    JsonWriter json;
    json.begin_object().member("level", "error").member("request_id", exchange.request.id);
    json.member("error", what).end_object();
    log_line_(json.text());
  };
  try {
    return exchange.route->answer(exchange.request, backend_);
  } catch (const registry::CommitUnknown& error) {
    log_failure("the fate of a commit is not known, database error " +
                std::to_string(error.code()));
    return retry_later(Problem::database_unavailable,
                       "The database was lost while the change was being made, so it may or may "
                       "not have been. Send the same request with the same Idempotency-Key.");
  } catch (const registry::DatabaseError& error) {
    // Its text may quote values, which are not for logs.
    log_failure("database error " + std::to_string(error.code()));
    if (error.is_transient()) {
      return retry_later(Problem::database_unavailable,
                         "The database does not answer. Nothing was changed. Try again shortly.");
    }
    if (error.means_no_room()) {
      return retry_later(Problem::database_unavailable,
                         "The database has no room left. Nothing was changed. Try again once the "
                         "operator has made room.");
    }
    return problem_reply(Problem::broken, "The request could not be carried out.");
  } catch (const std::bad_alloc&) {
    log_failure("out of memory");
    return retry_later(Problem::busy, "The service is short of memory. Try again shortly.");
  } catch (const std::exception& error) {
    log_failure(error.what());
    return problem_reply(Problem::broken, "The request could not be carried out.");
  }
}

// A problem as a page, where its reader is a person.
Response Service::for_its_reader(const Exchange& exchange, Response response) {
  const std::string_view produces = exchange.route == nullptr ? "" : exchange.route->produces;
  if (!is_problem(response) || !is_for_people(exchange.request, produces)) return response;
  try {
    return render_problem(exchange.request, response);
  } catch (const std::exception& error) {
    log_line_("{\"level\":\"error\",\"request_id\":\"" + exchange.request.id +
              "\",\"error\":\"while making a problem's page\"}");
    return response;
  }
}

Response Service::answer(Exchange& exchange) {
  if (!exchange.refusal && exchange.route != nullptr) exchange.refusal = refuse_forged(exchange);
  Response response =
      for_its_reader(exchange, exchange.refusal ? std::move(*exchange.refusal) : run(exchange));
  finish(response, exchange, backend_.site.is_secure());
  return response;
}

Response Service::answer_fault(Exchange& exchange, const WireFault& fault) {
  if (exchange.request.id.empty()) exchange.request.id = request_id(exchange.request.head);
  Response response = fault.problem == Problem::busy ? retry_later(fault.problem, fault.detail)
                                                     : problem_reply(fault.problem, fault.detail);
  finish(response, exchange, backend_.site.is_secure());
  return response;
}

void Service::note(const Exchange& exchange, int status) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - exchange.began);
  const Request& request = exchange.request;
  const bool has_route = exchange.route != nullptr;
  backend_.metrics.count(has_route ? exchange.route->method : "",
                         has_route ? exchange.route->pattern : "", status, took);
  JsonWriter json;
  json.begin_object().member("level", "info");
  json.member("at", audit::instant_text(backend_.journal.now()));
  json.member("request_id", request.id);
  json.member_unless_empty("method", request.head.method);
  // The pattern, not the address, which may hold what a person searched for.
  json.member_unless_empty("route", exchange.route == nullptr ? "" : exchange.route->pattern);
  json.key("status").integer(status);
  json.key("microseconds").integer(took.count());
  json.member_unless_empty("account", request.caller.account_id);
  json.end_object();
  log_line_(json.text());
}

}  // namespace assize::api
