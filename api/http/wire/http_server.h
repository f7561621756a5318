// Listens, and serves each connection on a thread of its own. Bounded in connections, threads,
// sizes and times by WireLimits. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "api/http/wire/exchange.h"
#include "api/http/wire/limits.h"

namespace assize::api {

class TlsIdentity;

// The address cannot be listened on; its text is a plain sentence.
class CannotListen : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class HttpServer {
 public:
  // Listens at once; accepts once `start` is called. Port 0 takes any free one. Throws
  // CannotListen. Speaks TLS where there is an identity, which must outlive this.
  HttpServer(const std::string& address, std::uint16_t port, const WireLimits& limits,
             const TlsIdentity* tls = nullptr);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;
  void start(ExchangeHandler& handler);  // once; the handler must outlive this
  // Accepts no more, closes idle connections, and gives what runs `patience` to be answered.
  // Returns only once no request is being worked on, so that what the handler uses can be taken
  // away.
  void stop(std::chrono::milliseconds patience);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assize::api
