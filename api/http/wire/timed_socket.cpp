#include "api/http/wire/timed_socket.h"

#include <Poco/Exception.h>
#include <poll.h>
#include <sys/socket.h>

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

// Whether the socket came to be ready in time. Poco's own wait makes and drops an epoll each time.
bool wait_for(const Poco::Net::StreamSocket& socket, short event, Deadline deadline) {
  for (;;) {
    pollfd waiting{socket.impl()->sockfd(), event, 0};
    const int ready = ::poll(&waiting, 1, milliseconds_until(deadline));
    if (ready >= 0) return ready > 0;
    if (errno != EINTR) throw Disconnected("the connection broke");
  }
}

}  // namespace

TimedSocket::TimedSocket(Poco::Net::StreamSocket socket) : socket_(std::move(socket)) {
  socket_.setBlocking(false);
  socket_.setNoDelay(true);
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
    const auto count = ::recv(socket_.impl()->sockfd(), piece.data(), piece.size(), 0);
    if (count > 0) {
      buffer_.append(piece.data(), static_cast<std::size_t>(count));
      return;
    }
    if (count == 0) throw Disconnected("the client closed the connection");
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!wait_for(socket_, POLLIN, deadline)) {
        throw TooSlow("nothing arrived in time");
      }
    } else if (errno != EINTR) {
      throw Disconnected("the connection broke");
    }
  }
}

void TimedSocket::send(std::string_view bytes, Deadline deadline) { send(bytes, {}, deadline); }

void TimedSocket::send(std::string_view head, std::string_view body, Deadline deadline) {
  while (!head.empty() || !body.empty()) {
    // sendmsg only reads what it is given.
    std::array<iovec, 2> parts{{{const_cast<char*>(head.data()), head.size()},
                                {const_cast<char*>(body.data()), body.size()}}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    const auto count = ::sendmsg(socket_.impl()->sockfd(), &message, MSG_NOSIGNAL);
    if (count > 0) {
      const auto sent = static_cast<std::size_t>(count);
      body.remove_prefix(sent - std::min(sent, head.size()));
      head.remove_prefix(std::min(sent, head.size()));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!wait_for(socket_, POLLOUT, deadline)) {
        throw TooSlow("the reply was not taken in time");
      }
    } else if (errno != EINTR) {
      throw Disconnected("the connection broke");
    }
  }
}

void TimedSocket::finish(std::chrono::milliseconds patience) {
  try {
    socket_.shutdownSend();
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
