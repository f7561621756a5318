#include "api/http/message/fields.h"

#include <algorithm>

#include "api/http/message/media_type.h"
#include "api/http/message/response.h"
#include "pricing/text/json.h"

namespace assize::api {
namespace {

// A member's text; none of what is no text, number or truth.
std::optional<std::string> text_of(const pricing::JsonValue& value) {
  if (const std::string* text = value.string()) return *text;
  if (const bool* truth = value.boolean()) return *truth ? "true" : "false";
  if (const pricing::JsonNumber* number = value.number()) return number->text;
  return std::nullopt;
}

}  // namespace

Result<Fields> Fields::of(const Request& request) {
  Fields made;
  if (media_type(request.head.header("content-type").value_or("")) != json_type) {
    made.is_form_ = true;
    auto read = parse_query(request.body);
    if (!read.ok()) return Fault{"", "The form cannot be read: it is not well encoded."};
    made.fields_ = std::move(read).value();
    return made;
  }
  const auto document = pricing::parse_json(request.body);
  if (!document.ok()) return document.faults();
  if (document->object() == nullptr) return Fault{"$", "Send one JSON object."};
  for (const auto& [name, value] : *document->object()) {
    if (value.is_null()) continue;
    if (value.array() != nullptr) {
      for (const pricing::JsonValue& each : *value.array()) {
        if (const auto text = text_of(each))
          made.fields_.emplace_back(name, *text);
        else
          return Fault{name, "Give a list of texts."};
      }
    } else if (const auto text = text_of(value)) {
      made.fields_.emplace_back(name, *text);
    } else {
      return Fault{name, "Give one text."};
    }
  }
  return made;
}

std::optional<std::string> Fields::exact(std::string_view name, std::size_t limit_bytes) {
  known_.emplace_back(name);
  std::optional<std::string> found;
  for (const auto& [key, value] : fields_) {
    if (key != name) continue;
    if (found) {
      refuse(name, "Give this once.");
      return std::nullopt;
    }
    found = value;
  }
  if (found && found->size() > limit_bytes) {
    refuse(name, "This is longer than " + std::to_string(limit_bytes) + " bytes. Shorten it.");
    return std::nullopt;
  }
  if (found && found->empty()) return std::nullopt;
  return found;
}

std::optional<std::string> Fields::text(std::string_view name, std::size_t limit_bytes) {
  const auto typed = exact(name, limit_bytes);
  if (!typed) return std::nullopt;
  constexpr std::string_view spaces = " \t\r\n";
  const std::size_t first = typed->find_first_not_of(spaces);
  if (first == std::string::npos) return std::nullopt;
  return typed->substr(first, typed->find_last_not_of(spaces) - first + 1);
}

std::string Fields::needed(std::string_view name, std::string_view what, std::size_t limit_bytes) {
  const std::size_t faults_before = faults_.size();
  auto found = text(name, limit_bytes);
  if (!found && faults_.size() == faults_before) refuse(name, std::string(what));
  return found.value_or("");
}

bool Fields::flag(std::string_view name) {
  const auto written = text(name);
  return written &&
         (*written == "true" || *written == "on" || *written == "yes" || *written == "1");
}

std::vector<std::string> Fields::list(std::string_view name, std::size_t count_limit) {
  known_.emplace_back(name);
  std::vector<std::string> found;
  for (const auto& [key, value] : fields_) {
    if (key == name && !value.empty()) found.push_back(value);
  }
  if (found.size() > count_limit) {
    refuse(name, "Give at most " + std::to_string(count_limit) + " of these.");
    found.clear();
  }
  return found;
}

void Fields::refuse(std::string_view name, std::string message) {
  faults_.push_back({std::string(name), std::move(message)});
}

Faults Fields::faults() {
  for (const auto& [key, value] : fields_) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    refuse(key.substr(0, 60), "There is no such field here.");
  }
  return faults_;
}

}  // namespace assize::api
