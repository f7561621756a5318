// Bytes to and from a connected, non-blocking socket, as they are or through TLS. Never waits. One
// thread at a time.
#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

namespace assize::api {

// The client went away.
class Disconnected : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// What came of a step: so many bytes, or first something must arrive or leave.
struct Step {
  enum class Outcome { moved, needs_input, needs_output, ended };
  Outcome outcome = Outcome::moved;
  std::size_t bytes = 0;
};

class Channel {
 public:
  // `tls` may be null: then the bytes go as they are.
  Channel(const Poco::Net::StreamSocket& socket, const Poco::Net::Context::Ptr& tls);

  // Each throws Disconnected. A TLS handshake is `moved` once it is complete.
  Step shake_hands();
  Step read(std::span<char> room);
  // What needs to be tried again must be given again, unchanged.
  Step write(std::string_view head, std::string_view body);
  // Tells the client, in TLS's words too, that nothing more is sent.
  void finish_sending();
  int descriptor() const { return socket_.impl()->sockfd(); }

 private:
  Step read_plain(std::span<char> room) const;
  Step write_plain(std::string_view head, std::string_view body) const;

  Poco::Net::StreamSocket socket_;
  std::optional<Poco::Net::SecureStreamSocket> secure_;
  std::string joined_;  // a head with the beginning of its body, on its way through TLS
};

}  // namespace assize::api
