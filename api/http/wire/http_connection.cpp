#include "api/http/wire/http_connection.h"

#include <Poco/Exception.h>

#include "api/http/wire/body_reader.h"

namespace assize::api {
namespace {

using std::chrono::steady_clock;

// How long a client has to take the last reply and stop sending. The refused hold a spare thread.
constexpr std::chrono::milliseconds last_words_time{2000};
constexpr std::chrono::milliseconds last_words_time_refused{100};

std::string head_of(const Response& response, int minor_version, bool keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " +
                     std::string(reason_phrase(response.status)) + "\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  const bool has_length = response.status != 204 && response.status != 304;
  if (has_length) {
    head += "Content-Length: " + std::to_string(response.body_text().size()) + "\r\n";
  }
  if (!keep_alive) head += "Connection: close\r\n";
  if (keep_alive && minor_version == 0) head += "Connection: keep-alive\r\n";
  return head + "\r\n";
}

// The head's bytes, taken from the socket; none if the client closed before it sent any.
std::variant<std::string, WireFault> read_head(TimedSocket& client, const WireLimits& limits) {
  const Deadline deadline = steady_clock::now() + limits.head_time;
  bool has_skipped_line = false;
  for (;;) {
    // An empty line before a request is forgiven once (RFC 9112 section 2.2).
    if (!has_skipped_line && client.arrived().substr(0, 2) == "\r\n") {
      client.take(2);
      has_skipped_line = true;
    }
    const auto end = find_head_end(client.arrived(), limits);
    if (const auto* fault = std::get_if<WireFault>(&end)) return *fault;
    if (const auto size = std::get<0>(end)) {
      std::string head(client.arrived().substr(0, *size));
      client.take(*size);
      return head;
    }
    client.receive(deadline);
  }
}

}  // namespace

HttpConnection::HttpConnection(const Poco::Net::StreamSocket& socket, ConnectionLedger& ledger,
                               ExchangeHandler& handler, const WireLimits& limits,
                               const TlsIdentity* tls)
    : TCPServerConnection(socket),
      ledger_(ledger),
      handler_(handler),
      limits_(limits),
      tls_(tls),
      peer_address_(socket.peerAddress().host().toString()) {}

void HttpConnection::run() {
  try {
    ConnectionLedger::Place place(ledger_, socket());
    TimedSocket client(socket(), tls_ == nullptr ? nullptr : tls_->context());
    // Those who find no place are told so only where that costs no handshake.
    if (tls_ != nullptr && !place.is_admitted()) return;
    client.secure(steady_clock::now() + limits_.head_time);
    if (place.is_admitted()) {
      serve(place, client);
    } else {
      Exchange exchange;
      exchange.began = steady_clock::now();
      answer_fault(client, exchange,
                   {Problem::busy, "Too many connections are open. Try again in a second."});
    }
    client.finish(place.is_admitted() ? last_words_time : last_words_time_refused);
  } catch (
      const std::exception&) {  // the client went away or was too slow; there is nobody to tell
  }
}

void HttpConnection::serve(ConnectionLedger::Place& place, TimedSocket& client) {
  for (std::size_t count = 1; count <= limits_.requests_per_connection; ++count) {
    if (!serve_one(place, client, count == limits_.requests_per_connection)) return;
    place.set_state(ConnectionLedger::State::waiting);
  }
}

bool HttpConnection::serve_one(ConnectionLedger::Place& place, TimedSocket& client, bool is_last) {
  Exchange exchange;
  exchange.began = steady_clock::now();
  std::variant<std::string, WireFault> head;
  try {
    head = read_head(client, limits_);
  } catch (const TooSlow&) {
    // A kept connection that stays silent is no request, and gets no answer.
    if (client.arrived().empty()) return false;
    return answer_fault(client, exchange, {Problem::too_slow, "The head did not arrive in time."});
  }
  exchange.began = steady_clock::now();
  if (const auto* fault = std::get_if<WireFault>(&head)) {
    return answer_fault(client, exchange, *fault);
  }
  auto parsed = parse_head(std::get<std::string>(head), limits_);
  if (const auto* fault = std::get_if<WireFault>(&parsed)) {
    return answer_fault(client, exchange, *fault);
  }
  ParsedHead& request = std::get<ParsedHead>(parsed);
  request.head.peer = peer_address_;
  exchange = handler_.begin(request.head);

  bool body_was_read = !request.framing.has_body();
  if (!exchange.refusal && request.framing.has_body()) {
    if (request.expects_continue && client.arrived().empty() &&
        request.framing.length_bytes <= exchange.body_limit_bytes) {
      client.send("HTTP/1.1 100 Continue\r\n\r\n", steady_clock::now() + limits_.head_time);
    }
    try {
      auto body = read_body(client, request.framing, exchange.body_limit_bytes, limits_);
      if (const auto* fault = std::get_if<WireFault>(&body)) {
        return answer_fault(client, exchange, *fault);
      }
      exchange.request.body = std::get<std::string>(std::move(body));
      body_was_read = true;
    } catch (const TooSlow&) {
      return answer_fault(client, exchange,
                          {Problem::too_slow, "The body did not arrive in time."});
    }
  }
  place.set_state(ConnectionLedger::State::working);
  const Response response = handler_.answer(exchange);
  const bool keep_alive = request.keep_alive && body_was_read && !is_last && !place.is_closing();
  place.set_state(ConnectionLedger::State::sending);
  send(client, exchange, response, keep_alive);
  return keep_alive;
}

bool HttpConnection::answer_fault(TimedSocket& client, Exchange& exchange, const WireFault& fault) {
  send(client, exchange, handler_.answer_fault(exchange, fault), false);
  return false;
}

void HttpConnection::send(TimedSocket& client, const Exchange& exchange, const Response& response,
                          bool keep_alive) {
  const Head& head = exchange.request.head;
  const std::string bytes = head_of(response, head.minor_version, keep_alive);
  const bool sends_body = head.method != "HEAD" && response.status != 204 && response.status != 304;
  const std::string_view body = sends_body ? response.body_text() : std::string_view();
  const Deadline deadline = steady_clock::now() + limits_.body_time +
                            std::chrono::seconds(body.size() / limits_.bytes_a_second);
  try {
    client.send(bytes, body, deadline);
  } catch (const std::exception&) {
    handler_.note(exchange, 0);
    throw;
  }
  handler_.note(exchange, response.status);
}

}  // namespace assize::api
