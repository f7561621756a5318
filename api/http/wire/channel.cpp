#include "api/http/wire/channel.h"

#include <Poco/Exception.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace assize::api {
namespace {

using Poco::Net::SecureStreamSocket;
using Outcome = Step::Outcome;

constexpr std::size_t record_bytes = 16 * 1024;  // of TLS

// Poco throws in many ways when a client breaks off or talks nonsense: they are one to us.
template <typename Act>
Step secure_step(const Act& act) {
  int count = 0;
  try {
    count = act();
  } catch (const Poco::Exception&) {
    throw Disconnected("the secure connection broke");
  }
  if (count > 0) return {Outcome::moved, static_cast<std::size_t>(count)};
  if (count == SecureStreamSocket::ERR_SSL_WANT_READ) return {Outcome::needs_input};
  if (count == SecureStreamSocket::ERR_SSL_WANT_WRITE) return {Outcome::needs_output};
  return {Outcome::ended};
}

Step plain_step(ssize_t count, Outcome wanted) {
  if (count > 0) return {Outcome::moved, static_cast<std::size_t>(count)};
  if (count == 0) return {Outcome::ended};
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {wanted};
  throw Disconnected("the connection broke");
}

}  // namespace

Channel::Channel(const Poco::Net::StreamSocket& socket, const Poco::Net::Context::Ptr& tls)
    : socket_(socket) {
  socket_.setBlocking(false);
  socket_.setNoDelay(true);
  if (tls) secure_ = SecureStreamSocket::attach(socket_, tls);
}

Step Channel::shake_hands() {
  if (!secure_) return {};
  return secure_step([&] { return secure_->completeHandshake(); });
}

Step Channel::read(std::span<char> room) {
  if (!secure_) return read_plain(room);
  return secure_step(
      [&] { return secure_->receiveBytes(room.data(), static_cast<int>(room.size())); });
}

Step Channel::write(std::string_view head, std::string_view body) {
  if (!secure_) return write_plain(head, body);
  std::string_view bytes = head.empty() ? body.substr(0, record_bytes) : head;
  if (!head.empty() && head.size() < record_bytes && !body.empty()) {
    joined_.assign(head).append(body.substr(0, record_bytes - head.size()));
    bytes = joined_;
  }
  return secure_step(
      [&] { return secure_->sendBytes(bytes.data(), static_cast<int>(bytes.size())); });
}

Step Channel::read_plain(std::span<char> room) const {
  return plain_step(::recv(descriptor(), room.data(), room.size(), 0), Outcome::needs_input);
}

Step Channel::write_plain(std::string_view head, std::string_view body) const {
  // sendmsg only reads what it is given.
  std::array<iovec, 2> parts{{{const_cast<char*>(head.data()), head.size()},
                              {const_cast<char*>(body.data()), body.size()}}};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  return plain_step(::sendmsg(descriptor(), &message, MSG_NOSIGNAL), Outcome::needs_output);
}

void Channel::finish_sending() {
  try {
    if (secure_) secure_->shutdown();
  } catch (const Poco::Exception&) {  // it broke off before
  }
  ::shutdown(descriptor(), SHUT_WR);
}

}  // namespace assize::api
