// What a token is held to beside its role, as it is stored: words with a space between. Pure;
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assize::registry {

inline std::vector<std::string> split_scopes(std::string_view text) {
  std::vector<std::string> scopes;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    if (end != 0) scopes.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return scopes;
}

inline std::string join_scopes(const std::vector<std::string>& scopes) {
  std::string text;
  for (const std::string& scope : scopes) text += (text.empty() ? "" : " ") + scope;
  return text;
}

}  // namespace assize::registry
