// One connection: requests read one after another, each to its last byte, each answered before the
// next is looked at. Whenever a request could not be read to its end, the connection is closed.
#pragma once

#include <Poco/Net/TCPServerConnection.h>

#include "api/http/wire/connection_ledger.h"
#include "api/http/wire/exchange.h"
#include "api/http/wire/limits.h"
#include "api/http/wire/timed_socket.h"
#include "api/http/wire/tls_identity.h"

namespace assize::api {

class HttpConnection : public Poco::Net::TCPServerConnection {
 public:
  HttpConnection(const Poco::Net::StreamSocket& socket, ConnectionLedger& ledger,
                 ExchangeHandler& handler, const WireLimits& limits, const TlsIdentity* tls);
  void run() override;  // never throws

 private:
  void serve(ConnectionLedger::Place& place, TimedSocket& client);
  // Serves one request, the last of the connection or not; says whether another may follow.
  bool serve_one(ConnectionLedger::Place& place, TimedSocket& client, bool is_last);
  bool answer_fault(TimedSocket& client, Exchange& exchange, const WireFault& fault);
  void send(TimedSocket& client, const Exchange& exchange, const Response& response,
            bool keep_alive);

  ConnectionLedger& ledger_;
  ExchangeHandler& handler_;
  const WireLimits& limits_;
  const TlsIdentity* tls_;  // null: not through TLS
  const std::string peer_address_;
};

}  // namespace assize::api
