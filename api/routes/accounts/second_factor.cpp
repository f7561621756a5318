// A person's own authenticator app, and which of their accounts they act as.
#include "registry/people/second_factor.h"

#include "api/access/session_cookie.h"
#include "api/http/message/json_writer.h"
#include "api/routes/accounts/account_replies.h"
#include "api/routes/handlers.h"
#include "audit/credentials/one_time_code.h"
#include "registry/people/attempts.h"
#include "registry/people/organisations.h"
#include "registry/people/passwords.h"
#include "registry/people/people.h"
#include "registry/people/sessions.h"

namespace assize::api {
namespace {

using registry::Transaction;

constexpr std::int64_t free_tries = 5;

}  // namespace

// Its reply is shown once, so it is not kept under an Idempotency-Key.
Response begin_second_factor(const Request& request, Backend& backend) {
  if (!request.viewer) return needs_person();
  const auto secret = backend.database.in_transaction([&](Transaction& transaction) {
    return registry::begin_second_factor(transaction, request.viewer->person_id);
  });
  if (!secret.ok()) return account_problem(secret.faults());
  const std::string text = audit::base32(*secret);
  JsonWriter json;
  json.begin_object().member("secret", text);
  json.member("uri", "otpauth://totp/Assize:" + request.viewer->email + "?secret=" + text +
                         "&issuer=Assize&algorithm=SHA1&digits=6&period=30");
  json.end_object();
  return reply(json_type, json.take()).with("Cache-Control", "no-store");
}

Response confirm_second_factor(const Request& request, Backend& backend) {
  if (!request.viewer) return needs_person();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string code = fields.needed("code", "Give the code that the app shows.", 40);
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  const auto codes = backend.database.in_transaction([&](Transaction& transaction) {
    return registry::confirm_second_factor(transaction, backend.journal, request.viewer->person_id,
                                           code);
  });
  if (!codes.ok()) return account_problem(codes.faults());
  JsonWriter json;
  json.begin_object().key("recovery_codes").begin_array();
  for (const std::string& each : *codes) json.string(each);
  json.end_array().end_object();
  return reply(json_type, json.take()).with("Cache-Control", "no-store");
}

Response remove_second_factor(const Request& request, Backend& backend) {
  if (!request.viewer) return needs_person();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string password = fields.exact("password").value_or("");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  const std::string& person = request.viewer->person_id;
  const std::int64_t wait =
      registry::count_try(backend.database, backend.journal, "change\n" + person, free_tries);
  if (wait > 0) return wait_first(wait);
  if (!registry::is_password_of(backend.database, person, password)) {
    return account_problem({{"password", "This is not your password."}});
  }
  backend.database.in_transaction([&](Transaction& transaction) {
    registry::remove_second_factor(transaction.connection(), person);
  });
  return done(false, "");
}

Response list_own_accounts(const Request& request, Backend& backend) {
  if (!request.viewer) return needs_person();
  JsonWriter json;
  json.begin_object().key("accounts").begin_array();
  backend.database.with_connection([&](registry::Connection& connection) {
    for (const auto& each : registry::memberships_of(connection, request.viewer->person_id)) {
      const auto organisation = registry::find_organisation(connection, each.organisation_id);
      json.begin_object().member("account", each.account_id);
      json.member("organisation", each.organisation_id).member("name", organisation->name);
      json.member("role", registry::code(each.role)).key("is_current");
      json.boolean(each.account_id == request.caller.account_id).end_object();
    }
  });
  json.end_array().end_object();
  return reply(json_type, json.take()).with("Cache-Control", "private, no-store");
}

Response choose_account(const Request& request, Backend& backend) {
  if (!request.viewer) return needs_person();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string account = fields.needed("account", "Say which of your accounts to act as.");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  const auto secret = session_secret(request.head, backend.site.is_secure());
  const bool is_own = backend.database.in_transaction([&](Transaction& transaction) {
    return registry::act_as(transaction.connection(), *secret, account);
  });
  if (!is_own) return account_problem({{"account", "You have no such account."}});
  return done(false, "");
}

}  // namespace assize::api
