#include "api/http/router.h"

#include <optional>

namespace assize::api {
namespace {

using PathValues = std::map<std::string, std::string, std::less<>>;

// Takes the part up to the next "/" off the front.
std::string_view take_part(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view part = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return part;
}

std::optional<PathValues> match(std::string_view pattern, std::string_view path) {
  PathValues values;
  if (pattern.substr(0, 1) != "/" || path.substr(0, 1) != "/") return std::nullopt;
  // A last "/" is its own address, but where the pattern has one: then either will do.
  if (path.size() > 1 && path.back() == '/' && pattern.back() != '/') return std::nullopt;
  pattern.remove_prefix(1);
  path.remove_prefix(1);
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_part(pattern);
    if (wanted.size() > 4 && wanted.substr(wanted.size() - 4) == "...}") {
      values.emplace(wanted.substr(1, wanted.size() - 5), path);
      return values;
    }
    const std::string_view part = take_part(path);
    if (wanted.substr(0, 1) == "{") {
      const Result<std::string> value = percent_decoded(part, false);
      if (!value.ok() || value->empty()) return std::nullopt;
      values.emplace(wanted.substr(1, wanted.size() - 2), *value);
    } else if (wanted != part) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return values;
}

void add_method(std::string& allowed, std::string_view method) {
  if (!allowed.empty()) allowed += ", ";
  allowed += method;
  if (method == "GET") allowed += ", HEAD";
}

}  // namespace

RouteMatch find_route(std::span<const Route> routes, std::string_view method,
                      std::string_view path) {
  RouteMatch found;
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  for (const Route& route : routes) {
    std::optional<PathValues> values = match(route.pattern, path);
    if (!values) continue;
    add_method(found.allowed, route.method);
    if (route.method == wanted && found.route == nullptr) {
      found.route = &route;
      found.path_values = std::move(*values);
    }
  }
  if (!found.allowed.empty()) found.allowed += ", OPTIONS";
  return found;
}

}  // namespace assize::api
