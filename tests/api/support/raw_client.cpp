#include "tests/api/support/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace assize::api::testing {
namespace {

using std::chrono::steady_clock;

sockaddr_in address(const std::string& host, std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  ::inet_pton(AF_INET, host.c_str(), &out.sin_addr);
  return out;
}

}  // namespace

std::string RawReply::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key.size() == name.size() && ::strncasecmp(key.data(), name.data(), key.size()) == 0) {
      return value;
    }
  }
  return "";
}

RawClient::RawClient(std::uint16_t port, const std::string& from)
    : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const sockaddr_in local = address(from, 0);
  const sockaddr_in remote = address("127.0.0.1", port);
  if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&local), sizeof local) != 0 ||
      ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&remote), sizeof remote) != 0) {
    throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
  }
}

RawClient::~RawClient() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void RawClient::finish_sending() { ::shutdown(descriptor_, SHUT_WR); }

bool RawClient::receive(steady_clock::time_point deadline) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
  pollfd poll{descriptor_, POLLIN, 0};
  if (left.count() <= 0 || ::poll(&poll, 1, static_cast<int>(left.count())) != 1) return false;
  char piece[64 * 1024];
  const ssize_t count = ::recv(descriptor_, piece, sizeof piece, 0);
  if (count <= 0) return false;
  arrived_.append(piece, static_cast<std::size_t>(count));
  return true;
}

RawReply RawClient::read_reply(bool has_body, std::chrono::milliseconds patience) {
  const auto deadline = steady_clock::now() + patience;
  std::size_t end = 0;
  while ((end = arrived_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive(deadline)) return {};
  }
  std::string head = arrived_.substr(0, end + 2);
  arrived_.erase(0, end + 4);
  RawReply reply;
  reply.status = std::stoi(head.substr(9, 3));
  for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::string line = head.substr(at, line_end - at);
    reply.headers.emplace_back(line.substr(0, line.find(':')), line.substr(line.find(':') + 2));
    at = line_end + 2;
  }
  const std::string length = reply.header("Content-Length");
  if (!has_body || length.empty()) return reply;
  while (arrived_.size() < std::stoul(length)) {
    if (!receive(deadline)) return {};
  }
  reply.body = arrived_.substr(0, std::stoul(length));
  arrived_.erase(0, reply.body.size());
  return reply;
}

bool RawClient::is_closed_within(std::chrono::milliseconds patience) {
  if (!arrived_.empty()) return false;
  pollfd poll{descriptor_, POLLIN, 0};
  if (::poll(&poll, 1, static_cast<int>(patience.count())) != 1) return false;
  char byte = 0;
  return ::recv(descriptor_, &byte, 1, 0) <= 0;
}

RawReply ask(std::uint16_t port, std::string_view method, std::string_view target,
             std::string_view headers, std::string_view body) {
  RawClient client(port);
  std::string request = std::string(method) + " " + std::string(target) +
                        " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + std::string(headers);
  if (!body.empty()) request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  client.send(request + "\r\n" + std::string(body));
  return client.read_reply(method != "HEAD");
}

}  // namespace assize::api::testing
