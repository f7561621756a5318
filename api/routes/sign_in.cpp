// Who is signed in: /v1/me, signing out, and the demo's one-click sign-in.
#include "api/access/session_cookie.h"
#include "api/accounts/account_json.h"
#include "api/http/message/fields.h"
#include "api/http/message/problem.h"
#include "api/routes/accounts/account_replies.h"
#include "api/routes/handlers.h"
#include "api/routes/signed_in_reply.h"
#include "registry/demo/demo_people.h"

namespace assize::api {
namespace {

using registry::Connection;

}  // namespace

Response show_me(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_fields(faults);
  }
  const auto organisation = backend.database.with_connection([&](Connection& connection) {
    return registry::find_organisation(connection, request.caller.organisation_id);
  });
  Response response = reply(json_type, me_json(request.caller, request.viewer, organisation));
  return response.with("Cache-Control", "private, no-store");
}

Response sign_out(const Request& request, Backend& backend) {
  auto fields = Fields::of(request);
  if (!fields.ok()) return bad_fields(fields.faults());
  Fields form = std::move(fields).value();
  const bool everywhere = form.flag("everywhere");
  if (const Faults faults = form.faults(); !faults.empty()) return bad_fields(faults);
  const auto secret = session_secret(request.head, backend.site.is_secure());
  backend.database.with_connection([&](Connection& connection) {
    if (secret) registry::end_session(connection, *secret);
    if (everywhere && request.viewer) {
      registry::end_sessions_of(connection, request.viewer->person_id);
    }
  });
  Response response;
  response.status = form.is_form() ? 303 : 204;
  if (form.is_form()) response.with("Location", "/");
  clear_session_cookie(response, backend.site.is_secure());
  return response.with("Cache-Control", "no-store");
}

Response sign_in_to_demo(const Request& request, Backend& backend) {
  if (!backend.site.is_demo) {
    return problem_reply(Problem::not_found, "Nothing has this address: this is no demo.");
  }
  auto fields = Fields::of(request);
  if (!fields.ok()) return bad_fields(fields.faults());
  Fields form = std::move(fields).value();
  const std::string role = form.needed("role", "Say which role to sign in as.");
  const std::string next = form.text("next").value_or("/");
  if (const Faults faults = form.faults(); !faults.empty()) return bad_fields(faults);
  const auto secret = backend.database.in_transaction(
      [&](registry::Transaction& transaction) -> std::optional<std::string> {
        for (const auto& person : registry::demo_people(transaction.connection())) {
          if (registry::code(person.role) != role) continue;
          return registry::begin_session(transaction.connection(), backend.journal,
                                         person.account_id, registry::SignedInBy::demo);
        }
        return std::nullopt;
      });
  if (!secret) {
    return bad_fields({{"role",
                        "The demo has nobody in that role: give provider, commissioner, "
                        "case_officer, approver, administrator or auditor."}});
  }
  return signed_in_reply(backend, *secret, form.is_form(), next);
}

}  // namespace assize::api
