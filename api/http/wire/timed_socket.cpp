#include "api/http/wire/timed_socket.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <limits>

namespace assize::api {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t piece_bytes = 16 * 1024;
// How much of an unwanted body is read before the connection is dropped.
constexpr std::size_t unwanted_limit_bytes = 4 * 1024 * 1024;

int milliseconds_until(Deadline deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
  if (left <= 0) throw TooSlow("the deadline passed");
  return static_cast<int>(std::min<std::int64_t>(left, std::numeric_limits<int>::max()));
}

}  // namespace

// Poco's own wait makes and drops an epoll each time.
void TimedSocket::wait_for(Step::Outcome outcome, Deadline deadline) {
  const short event = outcome == Step::Outcome::needs_input ? POLLIN : POLLOUT;
  for (;;) {
    pollfd waiting{channel_.descriptor(), event, 0};
    const int ready = ::poll(&waiting, 1, milliseconds_until(deadline));
    if (ready > 0) return;
    if (ready == 0) throw TooSlow("nothing moved in time");
    if (errno != EINTR) throw Disconnected("the connection broke");
  }
}

void TimedSocket::secure(Deadline deadline) {
  for (;;) {
    const Step step = channel_.shake_hands();
    if (step.outcome == Step::Outcome::moved) return;
    if (step.outcome == Step::Outcome::ended) throw Disconnected("the client closed");
    wait_for(step.outcome, deadline);
  }
}

void TimedSocket::take(std::size_t count) {
  taken_ += count;
  if (taken_ == buffer_.size() || taken_ > piece_bytes) {
    buffer_.erase(0, taken_);
    taken_ = 0;
  }
}

void TimedSocket::receive(Deadline deadline) {
  std::array<char, piece_bytes> piece;
  for (;;) {
    const Step step = channel_.read(piece);
    if (step.outcome == Step::Outcome::moved) {
      buffer_.append(piece.data(), step.bytes);
      return;
    }
    if (step.outcome == Step::Outcome::ended) {
      throw Disconnected("the client closed the connection");
    }
    wait_for(step.outcome, deadline);
  }
}

void TimedSocket::send(std::string_view bytes, Deadline deadline) { send(bytes, {}, deadline); }

void TimedSocket::send(std::string_view head, std::string_view body, Deadline deadline) {
  while (!head.empty() || !body.empty()) {
    const Step step = channel_.write(head, body);
    if (step.outcome == Step::Outcome::moved) {
      body.remove_prefix(step.bytes - std::min(step.bytes, head.size()));
      head.remove_prefix(std::min(step.bytes, head.size()));
    } else if (step.outcome == Step::Outcome::ended) {
      throw Disconnected("the client closed the connection");
    } else {
      wait_for(step.outcome, deadline);
    }
  }
}

void TimedSocket::finish(std::chrono::milliseconds patience) {
  try {
    channel_.finish_sending();
    const Deadline deadline = steady_clock::now() + patience;
    for (std::size_t unwanted = 0; unwanted < unwanted_limit_bytes;) {
      take(arrived().size());
      receive(deadline);
      unwanted += arrived().size();
    }
  } catch (const std::exception&) {  // it went away, as it should
  }
}

}  // namespace assize::api
