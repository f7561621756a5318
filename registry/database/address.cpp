#include <charconv>
#include <map>

#include "registry/database/database.h"

namespace assize::registry {
namespace {

constexpr std::string_view scheme = "mysql://";
constexpr std::string_view form = "mysql://user:password@host:port/name?tls=1";

Fault fault(std::string_view what) {
  return {"database", "The database's address " + std::string(what) + ". It is written as " +
                          std::string(form) + "."};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::optional<Fault> read_host(std::string_view text, DatabaseAddress& address) {
  std::size_t colon = text.rfind(':');
  if (text.starts_with('[')) {  // an IPv6 address
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return fault("has '[' without ']'");
    address.host = text.substr(1, close - 1);
    colon = close + 1 < text.size() ? close + 1 : std::string_view::npos;
    if (colon != std::string_view::npos && text[colon] != ':') {
      return fault("has something other than a port after ']'");
    }
  } else {
    address.host = text.substr(0, colon);
  }
  if (address.host.empty()) return fault("names no host");
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (error != std::errc() || end != port.data() + port.size() || address.port == 0 ||
      address.port > 65'535) {
    return fault("has a port that is not between 1 and 65535");
  }
  return std::nullopt;
}

std::optional<Fault> read_options(std::string_view text, DatabaseAddress& address) {
  while (!text.empty()) {
    const std::string_view option = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), option.size() + 1));
    const std::size_t equals = option.find('=');
    const std::string_view name = option.substr(0, equals);
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
    if (name == "tls" && (value == "1" || value == "0")) {
      address.tls = value == "1";
    } else if (name == "tls_ca") {
      const auto path = percent_decoded(value);
      if (!path || path->empty()) return fault("has a tls_ca that names no file");
      address.tls_ca = *path;
      address.tls = true;
    } else if (name == "socket") {
      const auto path = percent_decoded(value);
      if (!path || !path->starts_with('/')) return fault("has a socket that is no absolute path");
      address.socket_path = *path;
    } else {
      return fault("has an option other than tls=1, tls=0, tls_ca=FILE and socket=FILE");
    }
  }
  return std::nullopt;
}

}  // namespace

Result<DatabaseAddress> DatabaseAddress::parse(std::string_view url) {
  if (!url.starts_with(scheme)) return fault("does not begin with mysql://");
  std::string_view rest = url.substr(scheme.size());
  DatabaseAddress address;

  const std::size_t question = rest.find('?');
  if (question != std::string_view::npos) {
    if (const auto wrong = read_options(rest.substr(question + 1), address)) return *wrong;
    rest = rest.substr(0, question);
  }
  // A password may hold "@" or "/" unencoded; the last "@" ends it.
  const std::size_t at = rest.rfind('@');
  if (at == std::string_view::npos) return fault("names no user before '@'");
  const std::string_view login = rest.substr(0, at);
  const std::string_view place = rest.substr(at + 1);
  const std::size_t colon = login.find(':');
  const auto user = percent_decoded(login.substr(0, colon));
  const auto password = percent_decoded(colon == std::string_view::npos ? std::string_view()
                                                                        : login.substr(colon + 1));
  if (!user || !password) return fault("has a '%' that two hexadecimal digits do not follow");
  if (user->empty()) return fault("names no user before '@'");
  address.user = *user;
  address.password = *password;

  const std::size_t slash = place.find('/');
  if (const auto wrong = read_host(place.substr(0, slash), address)) return *wrong;
  if (slash != std::string_view::npos && slash + 1 < place.size()) {
    const auto name = percent_decoded(place.substr(slash + 1));
    if (!name || name->find('/') != std::string::npos) return fault("has a database name with '/'");
    address.name = *name;
  }
  return address;
}

}  // namespace assize::registry
