// A connected socket with a buffer for what has arrived, where every wait ends at a deadline, so
// that a client that sends or takes a byte now and then cannot hold it for ever. One thread at a
// time.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

#include "api/http/wire/channel.h"

namespace assize::api {

using Deadline = std::chrono::steady_clock::time_point;

// The deadline passed.
class TooSlow : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class TimedSocket {
 public:
  // Through TLS, where there is a context: then `secure` comes first.
  explicit TimedSocket(const Poco::Net::StreamSocket& socket,
                       const Poco::Net::Context::Ptr& tls = nullptr)
      : channel_(socket, tls) {}

  // The handshake of TLS. Throws TooSlow or Disconnected.
  void secure(Deadline deadline);

  // What has arrived and was not taken yet.
  std::string_view arrived() const { return std::string_view(buffer_).substr(taken_); }
  void take(std::size_t count);
  // Waits for more. Throws TooSlow or Disconnected.
  void receive(Deadline deadline);
  void send(std::string_view bytes, Deadline deadline);
  // One after the other, in as few packets as they fill.
  void send(std::string_view head, std::string_view body, Deadline deadline);
  // Says that nothing more is sent, and reads what still comes for a moment, so that the last reply
  // is not lost to a reset.
  void finish(std::chrono::milliseconds patience);

 private:
  void wait_for(Step::Outcome outcome, Deadline deadline);

  Channel channel_;
  std::string buffer_;
  std::size_t taken_ = 0;
};

}  // namespace assize::api
