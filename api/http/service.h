// The service behind the wire: finds the route, knows the caller, holds them to the powers' table,
// runs the handler, and finishes the reply. Thread-safe.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "api/http/clients/client_address.h"
#include "api/http/clients/rate_limiter.h"
#include "api/http/router.h"
#include "api/http/wire/exchange.h"

namespace assize::api {

// Takes one line of the log, without its end. Called from many threads.
using LogLine = std::function<void(const std::string&)>;
// One line on standard error.
void log_to_standard_error(const std::string& line);
// The same, as {"level":"error","error":…}: for what belongs to no request.
void log_error(std::string_view what);

class Service : public ExchangeHandler {
 public:
  Service(std::span<const Route> routes, Backend& backend, LogLine log_line,
          const RateSettings& rates = {}, TrustedProxies proxies = {})
      : routes_(routes),
        backend_(backend),
        log_line_(std::move(log_line)),
        rates_(rates),
        proxies_(std::move(proxies)) {}

  Exchange begin(const Head& head) override;
  Response answer(Exchange& exchange) override;
  Response answer_fault(Exchange& exchange, const WireFault& fault) override;
  void note(const Exchange& exchange, int status) override;

 private:
  std::optional<Response> admit(Exchange& exchange);
  std::optional<Response> identify(Exchange& exchange);
  std::optional<Response> hold_to_rate(const Exchange& exchange);
  void recognise_session(Request& request);
  std::optional<Response> refuse_forged(const Exchange& exchange) const;
  Response run(const Exchange& exchange);
  Response for_its_reader(const Exchange& exchange, Response response);

  std::span<const Route> routes_;
  Backend& backend_;
  LogLine log_line_;
  RateLimiter rates_;
  const TrustedProxies proxies_;
};

}  // namespace assize::api
