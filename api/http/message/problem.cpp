#include "api/http/message/problem.h"

#include <algorithm>
#include <array>

#include "api/http/message/json_writer.h"

namespace assize::api {
namespace {

constexpr std::string_view problem_type = "application/problem+json";

constexpr std::array<ProblemKind, 31> kinds{{
    {Problem::bad_request, 400, "bad-request", "The request is not well-formed HTTP",
     "The request breaks the rules of HTTP, and was not read further. The detail says how."},
    {Problem::bad_parameters, 400, "bad-parameters", "A parameter of the request is wrong",
     "Each fault names a parameter and says what to give instead."},
    {Problem::no_token, 401, "no-token", "This needs a token",
     "Send the header \"Authorization: Bearer assize_…\" with a token of your organisation. An "
     "administrator makes one with `assize token create`."},
    {Problem::unknown_token, 401, "unknown-token", "The token is not known",
     "The token was never issued, has expired, or was revoked. Ask an administrator for another."},
    {Problem::not_allowed, 403, "not-allowed", "Your role may not do this",
     "The token is good, but its role, or its organisation, has no power over this."},
    {Problem::forged, 403, "forged", "This did not come from a page of this service",
     "A change that a signed-in browser asks for must carry the token of its session, and must not "
     "come from another site. Open the page again and send the form from there."},
    {Problem::not_signed_in, 401, "not-signed-in", "Nobody was signed in",
     "The address and the password, or the code, do not belong together. A forgotten password can "
     "be set anew."},
    {Problem::too_often, 429, "too-often", "This was tried too often",
     "Wait for the time that Retry-After gives. Each try that fails after the first few doubles "
     "it, "
     "up to a quarter of an hour."},
    {Problem::not_found, 404, "not-found", "There is nothing here",
     "Nothing has this address, or it is not yours to see. /openapi.json lists every address."},
    {Problem::method_not_allowed, 405, "method-not-allowed", "This address has no such method",
     "The Allow header lists the methods that it has."},
    {Problem::not_acceptable, 406, "not-acceptable", "No form of the reply is acceptable to you",
     "The Accept header leaves out the one media type that this address answers with."},
    {Problem::too_slow, 408, "too-slow", "The request took too long to arrive",
     "The whole of a request must arrive within the time that the service waits. Send it again."},
    {Problem::already_published, 409, "already-published", "That edition is published already",
     "An edition is immutable: other content needs another edition name."},
    {Problem::out_of_turn, 409, "out-of-turn", "This cannot be done now",
     "What it is about is not in a state in which this can follow: the detail says in which it is, "
     "and what can be done."},
    {Problem::too_large, 413, "too-large", "The body is too large",
     "The detail gives the limit. A larger fee file can be checked with `assize check`."},
    {Problem::address_too_long, 414, "address-too-long", "The address is too long",
     "Shorten the address or its parameters."},
    {Problem::unsupported_type, 415, "unsupported-type", "The body is of a type not read here",
     "Set Content-Type to one of the types that the detail lists."},
    {Problem::expectation, 417, "expectation", "The expectation cannot be met",
     "Only \"Expect: 100-continue\" is understood."},
    {Problem::no_idempotency_key, 400, "no-idempotency-key", "An Idempotency-Key is needed",
     "Send the header \"Idempotency-Key\" with a value of your own, new for each thing you do and "
     "the same when you try it again (a UUID will do). The first reply is kept for 24 hours and "
     "returned again, so that a retry never files twice."},
    {Problem::idempotency_key_reused, 422, "idempotency-key-reused",
     "The Idempotency-Key was used for another request",
     "Within 24 hours the same key was sent with other content. Use a new key for a new request."},
    {Problem::faulty_document, 422, "faulty-document", "The document is faulty",
     "Each fault names a place in the document and says how to put it right."},
    {Problem::filing_refused, 422, "filing-refused", "The filing was refused",
     "The fee file was recorded, and something in it is at error, so that none of its lines takes "
     "effect. Each fault names a line and a column and says how to put it right. To file the good "
     "lines alone, file again with choice=good_lines."},
    {Problem::not_ready, 503, "not-ready", "The service cannot do this yet",
     "Something it needs, such as a published rule book, is not there yet. The detail says what."},
    {Problem::headers_too_large, 431, "headers-too-large", "The headers are too large or too many",
     "Send fewer or shorter headers."},
    {Problem::too_many_requests, 429, "too-many-requests", "Too many requests in a short time",
     "So many requests are allowed to each account, to each address that asks without a token, and "
     "to each address that signs in. Nothing was done. Wait as long as Retry-After says."},
    {Problem::broken, 500, "broken", "Something broke on our side",
     "Nothing was changed by this request, unless a later look shows otherwise. Report the request "
     "id and try again."},
    {Problem::not_implemented, 501, "not-implemented", "This part of HTTP is not implemented",
     "The detail names it."},
    {Problem::busy, 503, "busy", "The service is busy",
     "Too much is being worked on at once. Try again after the time that Retry-After gives."},
    {Problem::database_unavailable, 503, "database-unavailable", "The database cannot be reached",
     "Nothing was changed unless it was acknowledged. Try again with the same Idempotency-Key."},
    {Problem::log_contradicted, 503, "log-contradicted", "The log contradicts its checkpoint",
     "The stored log does not match what was signed before, so nothing more is accepted until an "
     "administrator has looked into it."},
    {Problem::http_version, 505, "http-version", "This version of HTTP is not spoken here",
     "Use HTTP/1.1."},
}};

}  // namespace

std::span<const ProblemKind> problem_kinds() { return kinds; }

const ProblemKind& kind_of(Problem problem) {
  return *std::find_if(kinds.begin(), kinds.end(),
                       [problem](const ProblemKind& kind) { return kind.problem == problem; });
}

Response problem_reply(Problem problem, std::string_view detail, const Faults& faults) {
  const ProblemKind& kind = kind_of(problem);
  JsonWriter json;
  json.begin_object();
  json.member("type", "/problems/" + std::string(kind.name));
  json.member("title", kind.title);
  json.key("status").integer(kind.status);
  json.member("detail", detail);
  if (!faults.empty()) {
    json.key("faults").begin_array();
    for (const Fault& fault : faults) {
      json.begin_object().member("place", fault.place).member("message", fault.message);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  return reply(problem_type, json.take(), kind.status);
}

Response refuse_while_contradicted() {
  return problem_reply(Problem::log_contradicted,
                       "The log does not match what was signed before, so nothing is accepted.");
}

Response bad_parameters(const Faults& faults) {
  return problem_reply(Problem::bad_parameters, faults.front().message, faults);
}

void set_instance(Response& response, std::string_view request_id) {
  if (response.has_instance) return;
  response.has_instance = true;
  std::string body(response.body_text());
  body.pop_back();  // the closing brace
  JsonWriter instance;
  instance.string("urn:assize:request:" + std::string(request_id));
  body += ",\"instance\":" + instance.take() + "}";
  response.body = std::make_shared<const std::string>(std::move(body));
}

bool is_problem(const Response& response) {
  return response.header("Content-Type") == problem_type;
}

}  // namespace assize::api
