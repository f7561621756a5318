#include "api/witness/witness_service.h"

#include <chrono>

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/http/service.h"
#include "audit/tree/hash.h"
#include "audit/witness/add_checkpoint.h"

namespace assize::api {
namespace {

constexpr std::string_view path = "/add-checkpoint";
constexpr std::string_view size_type = "text/x.tlog.size";

}  // namespace

audit::PosixSeconds seconds_now() {
  return static_cast<audit::PosixSeconds>(std::chrono::duration_cast<std::chrono::seconds>(
                                              std::chrono::system_clock::now().time_since_epoch())
                                              .count());
}

Exchange WitnessService::begin(const Head& head) {
  Exchange exchange;
  exchange.began = std::chrono::steady_clock::now();
  exchange.request.head = head;
  exchange.request.id = audit::sha256_hex(audit::random_bytes(16)).substr(0, 20);
  const std::string_view target = head.target;
  exchange.request.path = target.substr(0, target.find('?'));
  if (exchange.request.path != path) {
    exchange.refusal = reply(text_type, "A witness has only /add-checkpoint.\n", 404);
  } else if (head.method != "POST") {
    exchange.refusal = reply(text_type, "Checkpoints are added by POST.\n", 405);
    exchange.refusal->with("Allow", "POST");
  } else {
    exchange.body_limit_bytes = audit::add_checkpoint_limit_bytes;
  }
  return exchange;
}

Response WitnessService::answer(Exchange& exchange) {
  if (exchange.refusal) return std::move(*exchange.refusal);
  try {
    return add_checkpoint(exchange.request.body);
  } catch (const std::exception& error) {  // the state cannot be kept: nothing is cosigned
    log_error(error.what());
    return reply(text_type, "The witness cannot keep its state now.\n", 500);
  }
}

// Judged, kept and answered under one lock, so that no two requests can build on one state.
Response WitnessService::add_checkpoint(const std::string& body) {
  const std::lock_guard lock(mutex_);
  audit::WitnessAnswer answer =
      audit::answer_add_checkpoint(body, witness_.state, witness_.key, seconds_now());
  if (answer.state) {
    witness_.file.keep(*answer.state);
    witness_.state = std::move(*answer.state);
  }
  const std::string_view type = answer.status == 409 ? size_type : text_type;
  Response response = reply(type, std::move(answer.body), answer.status);
  return response.with("Cache-Control", "no-store");
}

Response WitnessService::answer_fault(Exchange&, const WireFault& fault) {
  return reply(text_type, fault.detail + "\n", kind_of(fault.problem).status);
}

void WitnessService::note(const Exchange& exchange, int status) {
  JsonWriter json;
  json.begin_object().member("level", "info").member("request_id", exchange.request.id);
  json.member("method", exchange.request.head.method).member("path", exchange.request.path);
  json.key("status").whole(static_cast<std::uint64_t>(status)).end_object();
  log_to_standard_error(json.text());
}

}  // namespace assize::api
