// What the wire asks of the service above it, for each request: first from its head alone, then
// with its body. Implemented by Service; called from many threads at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "api/http/message/request.h"
#include "api/http/message/response.h"
#include "api/http/wire/head_parser.h"

namespace assize::api {

struct Route;

// One request on its way.
struct Exchange {
  std::chrono::steady_clock::time_point began;
  Request request;
  const Route* route = nullptr;  // null: none matched
  std::uint64_t body_limit_bytes = 0;
  std::optional<Response> refusal;  // known from the head: the body is not wanted
};

class ExchangeHandler {
 public:
  virtual ~ExchangeHandler() = default;
  // From the head alone: who asks for what, and whether its body is wanted. Never throws.
  virtual Exchange begin(const Head& head) = 0;
  // The reply, as it goes out. Never throws.
  virtual Response answer(Exchange& exchange) = 0;
  // The reply to what could not be read as a request.
  virtual Response answer_fault(Exchange& exchange, const WireFault& fault) = 0;
  // The request is over; `status` is what was sent, or 0 where the client went away before.
  virtual void note(const Exchange& exchange, int status) = 0;
};

}  // namespace assize::api
