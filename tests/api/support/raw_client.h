// A socket that sends bytes exactly as a test writes them, and reads replies strictly. For tests
// only; one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assize::api::testing {

struct RawReply {
  int status = 0;  // 0: the connection ended before a reply
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string header(std::string_view name) const;  // without regard to case; "" if missing
};

class RawClient {
 public:
  // Connects from that local address (any of 127.0.0.0/8).
  explicit RawClient(std::uint16_t port, const std::string& from = "127.0.0.1");
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient(RawClient&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  RawClient& operator=(RawClient&&) = delete;

  bool send(std::string_view bytes);  // false: the connection is gone
  // The next reply; its status is 0 if the connection ended, or nothing came in time.
  RawReply read_reply(bool has_body = true,
                      std::chrono::milliseconds patience = std::chrono::seconds(20));
  // Whether the server closes, without sending anything more, in that time.
  bool is_closed_within(std::chrono::milliseconds patience);
  void finish_sending();

 private:
  bool receive(std::chrono::steady_clock::time_point deadline);

  int descriptor_ = -1;
  std::string arrived_;
};

// One request on a connection of its own.
RawReply ask(std::uint16_t port, std::string_view method, std::string_view target,
             std::string_view headers = "", std::string_view body = "");

}  // namespace assize::api::testing
