#include "api/routes/page_address.h"

namespace assize::api {
namespace {

// Everything but letters, digits and "-._~" escaped.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x80 && std::isalnum(byte) != 0) || std::string_view("-._~").find(c) < 4) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

}  // namespace

std::string page_address(std::string_view path, const Query& query, const std::string& cursor) {
  std::string address;
  for (const auto& [name, value] : query) {
    if (name == "cursor") continue;
    address += (address.empty() ? "?" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  }
  if (!cursor.empty()) {
    address += (address.empty() ? "?" : "&") + ("cursor=" + percent_encoded(cursor));
  }
  return std::string(path) + address;
}

std::string page_links(std::string_view path, const Query& query,
                       const std::optional<std::string>& next) {
  std::string links = "<" + page_address(path, query, "") + ">; rel=\"first\"";
  if (next) links += ", <" + page_address(path, query, *next) + ">; rel=\"next\"";
  return links;
}

}  // namespace assize::api
