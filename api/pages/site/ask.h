// How a page gets what it shows: it asks the API's own route, within the process, as the one who
// looks at the page. So a page shows what the API would tell its reader, and nothing else; and what
// a form changes goes the way that an API's caller would go. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"
#include "pricing/text/json.h"

namespace assize::api {

struct ApiReply {
  Response response;
  pricing::JsonValue json;  // the body where it is JSON; null otherwise

  int status() const { return response.status; }
  bool is_good() const { return status() >= 200 && status() < 300; }
};

// A document to send along.
struct ApiBody {
  std::string type;  // "text/csv"
  std::string text;
  std::string idempotency_key = {};  // where the route needs one
  std::string accept = {};           // where the route answers with more than one type
};

// `path` is as the API writes it, with its values percent-encoded: "/v1/schools/123456". A caller
// without power over the route gets the problem that the API would answer with.
ApiReply ask_api(const Request& page, Backend& backend, std::string_view method,
                 const std::string& path, Query query = {},
                 const std::optional<ApiBody>& body = std::nullopt);
ApiReply ask_api(const Request& page, Backend& backend, const std::string& path, Query query = {});

}  // namespace assize::api
