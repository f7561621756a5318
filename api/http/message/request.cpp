#include "api/http/message/request.h"

#include <algorithm>
#include <charconv>

#include "audit/text/utf8.h"

namespace assize::api {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<std::string> Head::header(std::string_view lower_case_name) const {
  std::optional<std::string> value;
  for (const HeaderField& field : headers) {
    if (field.name != lower_case_name) continue;
    value = value ? *value + ", " + field.value : field.value;
  }
  return value;
}

const std::string& Request::path_value(std::string_view name) const {
  return path_values.find(name)->second;
}

bool Request::may_reach(std::string_view organisation_id) const {
  if (reach == Reach::all) return true;
  return reach == Reach::own && caller.sees_organisation(organisation_id);
}

Result<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[at] != '%') {
      out += text[at];
    } else {
      const int high = at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
      const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
      if (high == 0 && low == 0) {
        return Fault{"", "The address holds \"%00\", which no text here has; leave it out."};
      }
      if (high < 0 || low < 0) {
        return Fault{"",
                     "The address holds \"%\" without two hexadecimal digits after it; write "
                     "\"%25\" for a percent sign."};
      }
      out += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  if (!audit::is_utf8(out)) return Fault{"", "The address is not UTF-8 once it is decoded."};
  return out;
}

Result<Query> parse_query(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const Result<std::string> name = percent_decoded(pair.substr(0, equals), true);
    const Result<std::string> value = percent_decoded(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name.ok()) return name.faults();
    if (!value.ok()) return value.faults();
    query.emplace_back(*name, *value);
  }
  return query;
}

QueryReader::QueryReader(const Query& query) : query_(query) {}

std::optional<std::string> QueryReader::text(std::string_view name) {
  known_.emplace_back(name);
  std::optional<std::string> found;
  for (const auto& [key, value] : query_) {
    if (key != name) continue;
    if (found) {
      refuse(name, "This parameter is given more than once; give it once.");
      return std::nullopt;
    }
    found = value;
  }
  if (found && found->empty()) {
    refuse(name, "This parameter has no value; give one or leave the parameter out.");
    return std::nullopt;
  }
  return found;
}

std::optional<std::int64_t> QueryReader::whole(std::string_view name, std::int64_t low,
                                               std::int64_t high) {
  const std::optional<std::string> written = text(name);
  if (!written) return std::nullopt;
  std::int64_t number = 0;
  const char* end = written->data() + written->size();
  const auto [stopped, error] = std::from_chars(written->data(), end, number);
  if (error == std::errc() && stopped == end && number >= low && number <= high) return number;
  refuse(name, "\"" + *written + "\" is not a whole number from " + std::to_string(low) + " to " +
                   std::to_string(high) + ".");
  return std::nullopt;
}

void QueryReader::refuse(std::string_view name, std::string message) {
  faults_.push_back({std::string(name), std::move(message)});
}

Faults QueryReader::faults() {
  std::string names;
  for (const std::string& name : known_) names += (names.empty() ? "" : ", ") + name;
  for (const auto& [key, value] : query_) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    refuse(key, known_.empty() ? "This address takes no parameters."
                               : "There is no such parameter here; there are " + names + ".");
  }
  return faults_;
}

}  // namespace assize::api
