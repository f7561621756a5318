// Commands that are carried out once however often they are sent: the first reply is kept under the
// caller's Idempotency-Key and returned again; the same key with another request is refused.
// Thread-safe.
#pragma once

#include <functional>

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

// The reply is kept in the command's own transaction. A command that changed nothing (403, 503 and
// the like) is not kept, so that it can be tried again.
Response once_in_transaction(const Request& request, Backend& backend,
                             const std::function<Response(registry::Transaction&)>& command);
// For a command that has transactions of its own and does nothing the second time.
Response once(const Request& request, Backend& backend, const std::function<Response()>& command);

}  // namespace assize::api
