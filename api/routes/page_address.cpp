#include "api/routes/page_address.h"

#include "api/http/message/percent_encoding.h"

namespace assize::api {
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
