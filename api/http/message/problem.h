// Problem details (RFC 9457): one kind for each cause, all listed in one table, each with a page of
// its own under /problems/. A reply lists every fault of the request at once. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/http/message/response.h"
#include "pricing/result.h"

namespace assize::api {

enum class Problem {
  bad_request,
  bad_parameters,
  no_token,
  unknown_token,
  not_allowed,
  forged,
  not_signed_in,
  too_often,
  not_found,
  method_not_allowed,
  not_acceptable,
  too_slow,
  already_published,
  out_of_turn,
  too_large,
  address_too_long,
  unsupported_type,
  expectation,
  no_idempotency_key,
  idempotency_key_reused,
  faulty_document,
  filing_refused,
  not_ready,
  headers_too_large,
  too_many_requests,
  broken,
  not_implemented,
  busy,
  database_unavailable,
  log_contradicted,
  http_version,
};

struct ProblemKind {
  Problem problem;
  int status;
  std::string_view name;  // the last part of its address: /problems/not-found
  std::string_view title;
  std::string_view explanation;  // what it means and what to do, on its page
};

std::span<const ProblemKind> problem_kinds();
const ProblemKind& kind_of(Problem problem);

// `instance` is filled in where the request's id is known, as the reply leaves.
Response problem_reply(Problem problem, std::string_view detail, const Faults& faults = {});
// To a query of which something is wrong.
Response bad_parameters(const Faults& faults);
// Adds "instance", which names the request, unless it is there already.
void set_instance(Response& response, std::string_view request_id);
bool is_problem(const Response& response);
// To every command that would be logged, while the stored log contradicts what was signed.
Response refuse_while_contradicted();

}  // namespace assize::api
