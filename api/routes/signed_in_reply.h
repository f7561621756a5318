// The reply to whoever has just signed in: the session's cookie, and where to go. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "api/http/backend.h"
#include "api/http/message/response.h"

namespace assize::api {

// A browser's form goes on to `next`, or to "/" where that is no path of ours; a program gets what
// /v1/me says, with its CSRF token.
Response signed_in_reply(Backend& backend, const std::string& session_secret, bool is_form,
                         std::string_view next);
// Whether it is a path of this service, and no other host's address.
bool is_own_path(std::string_view text);

}  // namespace assize::api
