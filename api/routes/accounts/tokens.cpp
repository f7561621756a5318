// /v1/tokens: what an organisation's machines act with. A token's secret is shown once, so the
// reply that holds it is not kept under an Idempotency-Key.
#include <charconv>

#include "api/access/scope.h"
#include "api/http/message/json_writer.h"
#include "api/idempotency/once.h"
#include "api/routes/accounts/account_replies.h"
#include "api/routes/handlers.h"
#include "registry/people/managing.h"

namespace assize::api {
namespace {

using registry::Connection;
using registry::Transaction;

void write_scopes(JsonWriter& json, const std::optional<std::vector<std::string>>& scopes) {
  json.key("scopes");
  if (!scopes) {
    json.null();
    return;
  }
  json.begin_array();
  for (const std::string& each : *scopes) json.string(each);
  json.end_array();
}

int number_of(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

Response list_tokens(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_fields(faults);
  }
  const auto tokens = backend.database.with_connection([&](Connection& connection) {
    return registry::list_tokens(connection, request.caller.organisation_id);
  });
  JsonWriter json;
  json.begin_object().key("tokens").begin_array();
  for (const registry::TokenSummary& token : tokens) {
    json.begin_object().member("account", token.account_id).member("label", token.label);
    json.member("role", registry::code(token.role));
    write_scopes(json, token.scopes);
    json.member("created_at", token.created_at).member_or_null("expires_at", token.expires_at);
    json.member_or_null("revoked_at", token.revoked_at);
    json.member_or_null("last_used_at", token.last_used_at);
    json.member_or_null("made_by", token.made_by).end_object();
  }
  json.end_array().end_object();
  return reply(json_type, json.take()).with("Cache-Control", "private, no-store");
}

Response issue_token(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  if (!request.viewer) return needs_person();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  registry::TokenRequest wanted;
  wanted.label = fields.needed("label", "Say what the token is for.");
  wanted.days_valid = number_of(fields.needed("days", "Say for how many days it is good."));
  const auto scopes = parse_scopes(fields.list("scopes", 40), request.caller.role);
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  if (!scopes.ok()) return account_problem(scopes.faults());
  if (!scopes->empty()) wanted.scopes = *scopes;
  const auto token = backend.database.in_transaction([&](Transaction& transaction) {
    return registry::issue_own_token(transaction, backend.journal, request.caller, wanted);
  });
  if (!token.ok()) return account_problem(token.faults());
  JsonWriter json;
  json.begin_object().member("token", token->secret).member("account", token->account_id);
  write_scopes(json, wanted.scopes);
  json.end_object();
  return reply(json_type, json.take(), 201).with("Cache-Control", "no-store");
}

Response revoke_token(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  return once_in_transaction(request, backend, [&](Transaction& transaction) {
    const bool manages = registry::may_manage(transaction.connection(), request.caller,
                                              request.caller.organisation_id);
    const auto revoked = registry::revoke_own_token(transaction, backend.journal, request.caller,
                                                    request.path_value("account"), manages);
    return revoked.ok() ? done(false, "") : account_problem(revoked.faults());
  });
}

}  // namespace assize::api
