// /healthz, /readyz and /metrics: is the process alive, can it serve, and how does it fare?
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

Response show_metrics(const Request&, Backend& backend) {
  ServiceState state;
  if (const auto refreshed_at = backend.snapshots.refreshed_at()) {
    state.snapshot_age = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - *refreshed_at);
  }
  try {
    const registry::Watermark mark = backend.database.with_connection(registry::read_watermark);
    state.log_entries = mark.log_size;
    state.pending_entries = mark.accepted - mark.log_size;
  } catch (const registry::DatabaseError&) {  // what is counted here can be told without it
  }
  Response response =
      reply("text/plain; version=0.0.4; charset=utf-8", backend.metrics.text(state));
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
