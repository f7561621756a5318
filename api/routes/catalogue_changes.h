// The catalogue as JSON, of which only what has changed since a checkpoint. Thread-safe.
#pragma once

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

// Where the request has the parameter "since", and no other.
Response show_catalogue_changes(const Request& request, Backend& backend);

}  // namespace assize::api
