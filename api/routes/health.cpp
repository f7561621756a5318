// /healthz and /readyz: is the process alive, and can it serve?
#include "api/http/message/json_writer.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

// What keeps the service from being ready, in order; empty if nothing does.
std::vector<std::pair<std::string_view, std::string_view>> troubles(Backend& backend) {
  std::vector<std::pair<std::string_view, std::string_view>> found;
  try {
    backend.database.with_connection(
        [](registry::Connection& connection) { connection.query("SELECT 1"); });
  } catch (const registry::DatabaseError&) {
    found.emplace_back("database", "the database does not answer");
  }
  if (!backend.snapshots.current()) {
    found.emplace_back("catalogue", "the catalogue is still being read");
  } else if (backend.snapshots.failure()) {
    found.emplace_back("catalogue", "the catalogue could not be refreshed");
  }
  if (backend.log_is_contradicted) {
    found.emplace_back("log", "the stored log contradicts its last checkpoint");
  }
  return found;
}

}  // namespace

Response show_health(const Request&, Backend&) {
  Response response = reply(json_type, std::string("{\"status\":\"alive\"}"));
  return response.with("Cache-Control", "no-store");
}

Response show_readiness(const Request&, Backend& backend) {
  const auto found = troubles(backend);
  JsonWriter json;
  json.begin_object().member("status", found.empty() ? "ready" : "not ready");
  json.key("because").begin_array();
  for (const auto& [part, reason] : found) {
    json.begin_object().member("part", part).member("reason", reason).end_object();
  }
  json.end_array().end_object();
  Response response = reply(json_type, json.take(), found.empty() ? 200 : 503);
  return response.with("Cache-Control", "no-store");
}

}  // namespace assize::api
