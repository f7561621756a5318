// The description of the API.
#include "api/embedded.h"
#include "api/routes/handlers.h"

namespace assize::api {

Response show_openapi(const Request&, Backend&) {
  return reply(json_type, std::string(embedded_file("http/openapi.json")));
}

}  // namespace assize::api
