#include "api/http/wire/timed_socket.h"

#include <Poco/Exception.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace assize::api {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t piece_bytes = 16 * 1024;
// How much of an unwanted body is read before the connection is dropped.
constexpr std::size_t unwanted_limit_bytes = 4 * 1024 * 1024;

Poco::Timespan left_until(Deadline deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::microseconds>(deadline - steady_clock::now());
  if (left.count() <= 0) throw TooSlow("the deadline passed");
  return Poco::Timespan(left.count());
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
      if (!socket_.poll(left_until(deadline), Poco::Net::Socket::SELECT_READ)) {
        throw TooSlow("nothing arrived in time");
      }
    } else if (errno != EINTR) {
      throw Disconnected("the connection broke");
    }
  }
}

void TimedSocket::send(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_.impl()->sockfd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!socket_.poll(left_until(deadline), Poco::Net::Socket::SELECT_WRITE)) {
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
