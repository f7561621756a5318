// The pages that are open to all. Thread-safe.
#pragma once

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

Response show_home(const Request& request, Backend& backend);
Response find_schools(const Request& request, Backend& backend);
Response show_problem_kind(const Request& request, Backend& backend);

}  // namespace assize::api
