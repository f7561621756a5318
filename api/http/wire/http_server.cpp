#include "api/http/wire/http_server.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>
#include <sys/resource.h>

#include "api/http/wire/http_connection.h"

namespace assize::api {
namespace {

// Those being refused or evicted still need a thread to be told on.
constexpr int spare_threads = 128;
constexpr int backlog = 1024;
constexpr int thread_idle_seconds = 30;
constexpr int stack_bytes = 1024 * 1024;
// Database connections, the log's files, and what the libraries open.
constexpr rlim_t spare_descriptors = 256;

class ConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
 public:
  ConnectionFactory(ConnectionLedger& ledger, ExchangeHandler& handler, const WireLimits& limits,
                    const TlsIdentity* tls)
      : ledger_(ledger), handler_(handler), limits_(limits), tls_(tls) {}
  Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket) override {
    return new HttpConnection(socket, ledger_, handler_, limits_, tls_);
  }

 private:
  ConnectionLedger& ledger_;
  ExchangeHandler& handler_;
  const WireLimits& limits_;
  const TlsIdentity* tls_;
};

Poco::Net::ServerSocket listen_on(const std::string& address, std::uint16_t port) {
  const std::string place = address + ":" + std::to_string(port);
  try {
    const Poco::Net::SocketAddress at(Poco::Net::IPAddress(address), port);
    Poco::Net::ServerSocket socket;
    socket.bind(at, true, false);  // reuse the address, never share the port
    socket.listen(backlog);
    return socket;
  } catch (const Poco::Net::InvalidAddressException&) {
    throw CannotListen("'" + address +
                       "' is not an address to listen on; give one such as "
                       "127.0.0.1 or 0.0.0.0.");
  } catch (const Poco::Exception& error) {
    if (error.code() == EADDRINUSE) {
      throw CannotListen("port " + std::to_string(port) + " on " + address +
                         " is in use by another program; choose another with --port.");
    }
    throw CannotListen("cannot listen on " + place + ": " + error.displayText() + ".");
  }
}

// Each connection is a descriptor, and the usual soft limit is too few.
void allow_descriptors(std::size_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = connections + static_cast<rlim_t>(spare_threads) + spare_descriptors;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct HttpServer::State {
  State(const std::string& address, std::uint16_t port, const WireLimits& its_limits,
        const TlsIdentity* its_tls)
      : limits(its_limits),
        tls(its_tls),
        ledger(limits),
        socket(listen_on(address, port)),
        threads("http", 8, static_cast<int>(limits.connections) + spare_threads,
                thread_idle_seconds, stack_bytes) {
    allow_descriptors(limits.connections);
  }

  void start(ExchangeHandler& handler) {
    Poco::Net::TCPServerParams::Ptr params = new Poco::Net::TCPServerParams;
    params->setMaxThreads(static_cast<int>(limits.connections) + spare_threads);
    params->setMaxQueued(backlog);
    params->setThreadIdleTime(Poco::Timespan(thread_idle_seconds, 0));
    server = std::make_unique<Poco::Net::TCPServer>(
        new ConnectionFactory(ledger, handler, limits, tls), threads, socket, params);
    server->start();
  }

  const WireLimits limits;
  const TlsIdentity* tls;
  ConnectionLedger ledger;
  Poco::Net::ServerSocket socket;
  Poco::ThreadPool threads;
  std::unique_ptr<Poco::Net::TCPServer> server;
};

HttpServer::HttpServer(const std::string& address, std::uint16_t port, const WireLimits& limits,
                       const TlsIdentity* tls)
    : state_(std::make_unique<State>(address, port, limits, tls)) {}

HttpServer::~HttpServer() { stop(std::chrono::milliseconds(0)); }

std::uint16_t HttpServer::port() const { return state_->socket.address().port(); }

void HttpServer::start(ExchangeHandler& handler) { state_->start(handler); }

void HttpServer::stop(std::chrono::milliseconds patience) {
  if (!state_->server) return;
  state_->server->stop();
  state_->ledger.close_all(std::chrono::steady_clock::now() + patience);
  // A request that outlasts the patience has lost its client, but still uses what the handler does.
  state_->threads.joinAll();
  state_->server.reset();
}

}  // namespace assize::api
