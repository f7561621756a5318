#include "api/idempotency/once.h"

#include "api/http/message/problem.h"
#include "audit/tree/hash.h"
#include "registry/access/idempotency.h"

namespace assize::api {
namespace {

using registry::Answer;
using registry::KeptReply;

// A reply to a command that changed nothing: thrown through the registry, so that nothing is kept.
struct NotKept {
  Response response;
};

bool is_worth_keeping(const Response& response) {
  return response.status < 300 || response.is_recorded;
}

registry::RepeatableRequest repeatable(const Request& request) {
  const Head& head = request.head;
  const std::string whole = head.method + " " + head.target + "\n" +
                            head.header("content-type").value_or("") + "\n" + request.body;
  return {request.caller.account_id, head.header("idempotency-key").value_or(""),
          audit::sha256_hex(whole)};
}

KeptReply kept(Response response, const Request& request) {
  // Now, since a repeated reply is the same to the byte.
  if (is_problem(response)) set_instance(response, request.id);
  KeptReply reply;
  reply.status = static_cast<unsigned>(response.status);
  for (const auto& [name, value] : response.headers) reply.headers += name + ": " + value + "\n";
  reply.body = response.body_text();
  return reply;
}

Response response_of(const KeptReply& reply) {
  Response response;
  response.status = static_cast<int>(reply.status);
  std::string_view left = reply.headers;
  while (!left.empty()) {
    const std::string_view line = left.substr(0, left.find('\n'));
    left.remove_prefix(line.size() + 1);
    const std::size_t colon = line.find(": ");
    response.with(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
  }
  response.body = std::make_shared<const std::string>(reply.body);
  response.has_instance = is_problem(response);
  return response;
}

Response response_of(const Answer& answer) {
  if (answer.kind == Answer::Kind::key_reused) {
    return problem_reply(Problem::idempotency_key_reused,
                         "This Idempotency-Key was used for another request in the last 24 hours. "
                         "Use a new key for a new request.");
  }
  Response response = response_of(answer.reply);
  if (answer.kind == Answer::Kind::repeated) response.with("Idempotency-Replayed", "true");
  return response;
}

}  // namespace

Response once_in_transaction(const Request& request, Backend& backend,
                             const std::function<Response(registry::Transaction&)>& command) {
  try {
    return response_of(registry::answer_once(backend.database, backend.journal, repeatable(request),
                                             [&](registry::Transaction& transaction) {
                                               Response response = command(transaction);
                                               if (!is_worth_keeping(response))
                                                 throw NotKept{std::move(response)};
                                               return kept(std::move(response), request);
                                             }));
  } catch (NotKept& not_kept) {
    return std::move(not_kept.response);
  }
}

Response once(const Request& request, Backend& backend, const std::function<Response()>& command) {
  const registry::RepeatableRequest repeated = repeatable(request);
  const auto found = backend.database.with_connection([&](registry::Connection& connection) {
    return registry::find_answer(connection, backend.journal, repeated);
  });
  if (found) return response_of(*found);
  Response response = command();
  if (!is_worth_keeping(response)) return response;
  return response_of(registry::answer_once(
      backend.database, backend.journal, repeated,
      [&](registry::Transaction&) { return kept(std::move(response), request); }));
}

}  // namespace assize::api
