#include "api/routes/signed_in_reply.h"

#include <algorithm>

#include "api/access/session_cookie.h"
#include "api/accounts/account_json.h"

namespace assize::api {

bool is_own_path(std::string_view text) {
  return text.starts_with('/') && !text.starts_with("//") &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c > 0x20 && c < 0x7F && c != '\\' && c != '"'; });
}

Response signed_in_reply(Backend& backend, const std::string& session_secret, bool is_form,
                         std::string_view next) {
  Response response;
  if (is_form) {
    response.status = 303;
    response.with("Location", is_own_path(next) ? std::string(next) : "/");
  } else {
    const auto signed_in = registry::session_of(backend.database, backend.journal, session_secret);
    if (!signed_in) throw std::logic_error("a session just begun is not there");
    const auto organisation =
        backend.database.with_connection([&](registry::Connection& connection) {
          return registry::find_organisation(connection, signed_in->caller.organisation_id);
        });
    response = reply(
        json_type,
        me_json(signed_in->caller, signed_in_person(*signed_in, session_secret), organisation));
  }
  set_session_cookie(response, session_secret, backend.site.is_secure());
  return response.with("Cache-Control", "no-store");
}

}  // namespace assize::api
