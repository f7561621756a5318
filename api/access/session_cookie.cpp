#include "api/access/session_cookie.h"

#include <algorithm>
#include <cctype>

#include "api/http/message/media_type.h"
#include "audit/tree/hash.h"

namespace assize::api {
namespace {

constexpr std::string_view csrf_field = "csrf_token";
constexpr std::size_t boundary_limit_bytes = 70;  // RFC 2046 section 5.1.1

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes as long for the first byte that differs as for the last.
bool same(std::string_view left, std::string_view right) {
  return audit::sha256(left) == audit::sha256(right);
}

std::string_view boundary_of(std::string_view content_type) {
  constexpr std::string_view name = "boundary=";
  const std::size_t at = content_type.find(name);
  if (at == std::string_view::npos) return {};
  std::string_view text = content_type.substr(at + name.size());
  text = text.substr(0, text.find(';'));
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  return text.size() <= boundary_limit_bytes ? text : std::string_view();
}

// The token of a multipart form whose first part it is; the parts after it are not looked at.
std::string_view token_in_parts(std::string_view body, std::string_view boundary) {
  if (boundary.empty()) return {};
  const std::string start = "--" + std::string(boundary) +
                            "\r\nContent-Disposition: form-data; name=\"" +
                            std::string(csrf_field) + "\"\r\n\r\n";
  if (!body.starts_with(start)) return {};
  body.remove_prefix(start.size());
  return body.substr(0, body.find('\r'));
}

std::string token_in_form(std::string_view body) {
  const auto fields = parse_query(body);
  if (!fields.ok()) return {};
  for (const auto& [name, value] : *fields) {
    if (name == csrf_field) return value;
  }
  return {};
}

std::string cookie(std::string_view name, std::string_view value, bool is_secure) {
  return std::string(name) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax" +
         (is_secure ? "; Secure" : "");
}

std::string_view device_cookie_name(bool is_secure) {
  return is_secure ? "__Host-assize-device" : "assize-device";
}

std::optional<std::string> cookie_value(const Head& head, std::string_view name) {
  std::optional<std::string> found;
  for (const HeaderField& field : head.headers) {
    if (field.name != "cookie") continue;
    std::string_view left = field.value;
    while (!left.empty()) {
      const std::string_view pair = trimmed(left.substr(0, left.find(';')));
      left.remove_prefix(std::min(left.size(), left.find(';') + (left.find(';') < left.size())));
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
      if (found) return std::nullopt;
      found = std::string(pair.substr(equals + 1));
    }
  }
  return found;
}

}  // namespace

std::string_view session_cookie_name(bool is_secure) {
  return is_secure ? "__Host-assize" : "assize";
}

std::optional<std::string> session_secret(const Head& head, bool is_secure) {
  return cookie_value(head, session_cookie_name(is_secure));
}

std::string device_secret(const Head& head, bool is_secure) {
  return cookie_value(head, device_cookie_name(is_secure)).value_or("");
}

void set_device_cookie(Response& response, std::string_view secret, bool is_secure) {
  response.with("Set-Cookie",
                cookie(device_cookie_name(is_secure), secret, is_secure) + "; Max-Age=31536000");
}

void set_session_cookie(Response& response, std::string_view secret, bool is_secure) {
  response.with("Set-Cookie", cookie(session_cookie_name(is_secure), secret, is_secure));
}

void clear_session_cookie(Response& response, bool is_secure) {
  response.with("Set-Cookie",
                cookie(session_cookie_name(is_secure), "", is_secure) + "; Max-Age=0");
}

std::string csrf_token_of(std::string_view session_secret) {
  return audit::sha256_hex("assize csrf token\n" + std::string(session_secret));
}

bool carries_csrf_token(const Request& request, std::string_view token) {
  if (const auto header = request.head.header("x-csrf-token")) return same(*header, token);
  const std::string content_type = request.head.header("content-type").value_or("");
  const std::string type = media_type(content_type);
  if (type == "application/x-www-form-urlencoded") return same(token_in_form(request.body), token);
  if (type == "multipart/form-data") {
    return same(token_in_parts(request.body, boundary_of(content_type)), token);
  }
  return false;
}

bool is_from_elsewhere(const Head& head) {
  if (const auto site = head.header("sec-fetch-site")) {
    return *site != "same-origin" && *site != "none";
  }
  const auto origin = head.header("origin");
  if (!origin) return false;
  const std::size_t scheme = origin->find("://");
  return scheme == std::string::npos || origin->substr(scheme + 3) != head.header("host");
}

}  // namespace assize::api
