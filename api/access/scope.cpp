#include "api/access/scope.h"

#include <algorithm>

#include "api/access/powers.h"

namespace assize::api {
namespace {

std::string scope_of(std::string_view method, std::string_view pattern) {
  constexpr std::string_view start = "/v1/";
  if (pattern.starts_with(start)) pattern.remove_prefix(start.size());
  const std::string_view area = pattern.substr(0, pattern.find('/'));
  return std::string(area) + (method == "GET" ? ":read" : ":write");
}

bool is_open_to_all(std::string_view method, std::string_view pattern) {
  return reach_of(registry::Role::anyone, method, pattern) != Reach::nobody;
}

}  // namespace

bool is_in_scope(const std::vector<std::string>& scopes, const Route& route) {
  return route.pattern == "/v1/me" || is_open_to_all(route.method, route.pattern) ||
         std::find(scopes.begin(), scopes.end(), scope_of(route.method, route.pattern)) !=
             scopes.end();
}

Result<std::vector<std::string>> parse_scopes(const std::vector<std::string>& texts,
                                              registry::Role role) {
  for (const std::string& text : texts) {
    const auto opens = [&](const Power& power) {
      return scope_of(power.method, power.pattern) == text &&
             !is_open_to_all(power.method, power.pattern) &&
             reach_of(role, power.method, power.pattern) != Reach::nobody;
    };
    if (std::any_of(powers().begin(), powers().end(), opens)) continue;
    return Fault{"scopes", "\"" + text.substr(0, 60) +
                               "\" opens nothing to your role: write an address's first part and "
                               "read or write, such as filings:read."};
  }
  return texts;
}

}  // namespace assize::api
