#include "api/http/message/media_type.h"

#include <algorithm>
#include <cctype>

namespace assize::api {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes the part up to the separator off the front.
std::string_view take_until(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), part.size() + 1));
  return part;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// Whether a range's parameters say q=0, q=0.0 and so on.
bool is_refused(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string parameter = lower(trimmed(take_until(parameters, ';')));
    if (parameter.substr(0, 2) != "q=") continue;
    const std::string_view weight = std::string_view(parameter).substr(2);
    return !weight.empty() && weight.find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

}  // namespace

std::string media_type(std::string_view content_type) {
  return lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

namespace {

// How specific the range is that takes the type: 3 for its name, 1 for any; 0 if none takes it.
int specificity(std::string_view accept, std::string_view type) {
  const std::string family = std::string(type.substr(0, type.find('/'))) + "/*";
  int best = 0;  // how specific the range that decides is
  bool is_accepted = false;
  while (!accept.empty()) {
    std::string_view member = take_until(accept, ',');
    const std::string range = lower(trimmed(take_until(member, ';')));
    const int specific = range == type ? 3 : range == family ? 2 : range == "*/*" ? 1 : 0;
    if (specific <= best) continue;
    best = specific;
    is_accepted = !is_refused(member);
  }
  return is_accepted ? best : 0;
}

}  // namespace

bool accepts(std::string_view accept, std::string_view type) {
  return specificity(accept, type) > 0;
}

bool prefers(std::string_view accept, std::string_view type, std::string_view usual) {
  return specificity(accept, type) > specificity(accept, usual);
}

bool is_listed(std::string_view word, std::string_view list) {
  while (!list.empty()) {
    if (take_until(list, ' ') == word) return !word.empty();
  }
  return false;
}

std::optional<std::string_view> bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (lower(authorization.substr(0, scheme.size())) != scheme) return std::nullopt;
  return trimmed(authorization.substr(scheme.size()));
}

}  // namespace assize::api
