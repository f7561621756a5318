// Signing in by password and code, and setting passwords.
#include "registry/people/passwords.h"

#include "api/access/session_cookie.h"
#include "api/routes/accounts/account_replies.h"
#include "api/routes/handlers.h"
#include "api/routes/signed_in_reply.h"
#include "registry/people/attempts.h"
#include "registry/people/managing.h"
#include "registry/people/second_factor.h"
#include "registry/people/sessions.h"

namespace assize::api {
namespace {

constexpr std::string_view no_match =
    "The e-mail address and the password do not belong together here.";

Response awaiting_code(Backend& backend, const registry::SignInAnswer& answer, bool is_form) {
  Response response;
  if (is_form) {
    response = done(true, "/sign-in/code");
  } else {
    response = reply(json_type, R"({"next":"code"})");
    response.with("Cache-Control", "no-store");
  }
  set_session_cookie(response, answer.session, backend.site.is_secure());
  return response;
}

}  // namespace

Response sign_in(const Request& request, Backend& backend) {
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  registry::PasswordAttempt attempt;
  attempt.email = fields.needed("email", "Give your e-mail address.");
  attempt.password = fields.exact("password").value_or("");
  if (attempt.password.empty()) fields.refuse("password", "Give your password.");
  const std::string next = fields.text("next").value_or("/");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  attempt.address = request.head.peer;
  attempt.device = device_secret(request.head, backend.site.is_secure());
  const auto answer = registry::sign_in(backend.database, backend.journal, attempt);
  using Kind = registry::SignInAnswer::Kind;
  if (answer.kind == Kind::wait) return wait_first(answer.wait_seconds);
  if (answer.kind == Kind::refused) {
    return problem_reply(Problem::not_signed_in, no_match, {{"password", std::string(no_match)}});
  }
  Response response = answer.kind == Kind::needs_code
                          ? awaiting_code(backend, answer, fields.is_form())
                          : signed_in_reply(backend, answer.session, fields.is_form(), next);
  set_device_cookie(response, answer.device, backend.site.is_secure());
  return response;
}

Response give_sign_in_code(const Request& request, Backend& backend) {
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string code = fields.needed("code", "Give the code that the app shows.", 40);
  const std::string next = fields.text("next").value_or("/");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  const auto waiting = session_secret(request.head, backend.site.is_secure());
  const auto session = waiting
                           ? registry::give_code(backend.database, backend.journal, *waiting, code)
                           : std::nullopt;
  if (!session) {
    const std::string detail =
        "This is not the code that the app shows now, or too many were tried. Wait for the next "
        "code, use a recovery code, or sign in again.";
    return problem_reply(Problem::not_signed_in, detail, {{"code", detail}});
  }
  return signed_in_reply(backend, *session, fields.is_form(), next);
}

Response forget_password(const Request& request, Backend& backend) {
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string email = fields.needed("email", "Give your e-mail address.");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  registry::ask_for_reset(backend.database, backend.journal, email, request.head.peer,
                          backend.site.public_url);
  return done(fields.is_form(), "/password/sent");
}

Response reset_password(const Request& request, Backend& backend) {
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string token = fields.needed("token", "Open the link of the e-mail again.");
  const std::string password = fields.exact("password").value_or("");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  const auto reset = registry::reset_password(backend.database, backend.journal, token, password);
  if (!reset.ok()) return account_problem(reset.faults());
  Response response = done(fields.is_form(), "/sign-in");
  set_device_cookie(response, *reset, backend.site.is_secure());
  return response;
}

Response accept_invitation(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string token = fields.needed("token", "Open the link of the e-mail again.");
  const std::string name = fields.text("name").value_or("");
  const std::string password = fields.exact("password").value_or("");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  const auto accepted = backend.database.in_transaction([&](registry::Transaction& transaction) {
    return registry::accept_invitation(transaction, backend.journal, token, name, password);
  });
  if (!accepted.ok()) return account_problem(accepted.faults());
  return done(fields.is_form(), "/sign-in");
}

Response change_password(const Request& request, Backend& backend) {
  if (!request.viewer) return needs_person();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const std::string current = fields.exact("current").value_or("");
  const std::string password = fields.exact("password").value_or("");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  if (const auto fault = registry::refuse_password(password, request.viewer->email)) {
    return account_problem({*fault});
  }
  const std::int64_t wait = registry::count_try(backend.database, backend.journal,
                                                "change\n" + request.viewer->person_id, 5);
  if (wait > 0) return wait_first(wait);
  if (!registry::is_password_of(backend.database, request.viewer->person_id, current)) {
    return account_problem({{"current", "This is not your password."}});
  }
  const auto here = session_secret(request.head, backend.site.is_secure());
  backend.database.in_transaction([&](registry::Transaction& transaction) {
    registry::Connection& connection = transaction.connection();
    registry::set_password(connection, backend.journal, request.viewer->person_id, password);
    registry::end_sessions_of(connection, request.viewer->person_id, here.value_or(""));
  });
  return done(false, "");
}

}  // namespace assize::api
