// The fee file in a request's body, as CSV whichever form it came in. Thread-safe.
#pragma once

#include <string>
#include <variant>

#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

// The CSV bytes, or the reply that refuses them: faulty JSON, nothing at all, or more rows than are
// assessed over HTTP.
std::variant<std::string, Response> fees_of(const Request& request, std::size_t row_limit);

}  // namespace assize::api
