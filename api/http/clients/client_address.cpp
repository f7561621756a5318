#include "api/http/clients/client_address.h"

#include <algorithm>

namespace assize::api {
namespace {

// The last that is separated by `mark` outside quotes, taken off the end of the text.
std::string_view take_last(std::string_view& text, char mark) {
  bool is_quoted = false;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (text[i] == mark && !is_quoted) start = i + 1;
  }
  const std::string_view last = text.substr(start);
  text = start == 0 ? std::string_view() : text.substr(0, start - 1);
  return last;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "[2001:db8::1]:443", "192.0.2.7:443" and the same without a port.
std::optional<Address> parse_node(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    return Address::parse(text.substr(1, end - 1));
  }
  const bool has_port = std::count(text.begin(), text.end(), ':') == 1;
  return Address::parse(has_port ? text.substr(0, text.find(':')) : text);
}

// for="[2001:db8::1]:443";proto=https (RFC 7239).
std::optional<Address> parse_forwarded(std::string_view element) {
  while (!element.empty()) {
    const std::string_view pair = trimmed(take_last(element, ';'));
    const std::string_view name = pair.substr(0, 4);
    if (name.size() < 4 || (name[0] | 0x20) != 'f' || (name[1] | 0x20) != 'o' ||
        (name[2] | 0x20) != 'r' || name[3] != '=') {
      continue;
    }
    std::string_view value = pair.substr(4);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    return parse_node(value);
  }
  return std::nullopt;
}

}  // namespace

bool TrustedProxies::contains(const Address& address) const {
  return std::any_of(addresses.begin(), addresses.end(),
                     [&](const AddressBlock& block) { return block.contains(address); });
}

std::optional<Address> client_address(const Head& head, const TrustedProxies& proxies) {
  std::optional<Address> client = Address::parse(head.peer);
  const bool is_forwarded = proxies.header == ProxyHeader::forwarded;
  const std::string written =
      head.header(is_forwarded ? "forwarded" : "x-forwarded-for").value_or("");
  std::string_view rest = written;
  // From the end, where each of our proxies wrote who was connected to it.
  while (client && proxies.contains(*client) && !rest.empty()) {
    const std::string_view element = trimmed(take_last(rest, ','));
    const auto before = is_forwarded ? parse_forwarded(element) : parse_node(element);
    if (!before) break;
    client = before;
  }
  return client;
}

}  // namespace assize::api
