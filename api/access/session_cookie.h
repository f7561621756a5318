// The cookie that holds a session's secret, and the proof that a form is the service's own. Pure;
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

// "__Host-assize" where the service is reached by TLS, else "assize".
std::string_view session_cookie_name(bool is_secure);
// The secret in a request's cookies; none if there is none, or several, which tell different
// things.
std::optional<std::string> session_secret(const Head& head, bool is_secure);
// The secret that tells a browser which signed in before, in a cookie that is kept for a year.
std::string device_secret(const Head& head, bool is_secure);
void set_device_cookie(Response& response, std::string_view secret, bool is_secure);
// Sets or takes away the cookie: for this host alone, out of reach of scripts, and not sent by
// forms of other sites.
void set_session_cookie(Response& response, std::string_view secret, bool is_secure);
void clear_session_cookie(Response& response, bool is_secure);

// Known to whoever holds the session's secret, who cannot be made to give it by another site.
std::string csrf_token_of(std::string_view session_secret);
// Whether the request carries that token: in X-CSRF-Token, or in its form's field "csrf_token".
bool carries_csrf_token(const Request& request, std::string_view token);
// Whether a browser says that the request comes from a page of another site.
bool is_from_elsewhere(const Head& head);

}  // namespace assize::api
