#include "api/pages/site/json_view.h"

#include "api/pages/template/filters.h"

namespace assize::api {

using pricing::JsonValue;

std::string member_text(const JsonValue& json, std::string_view key) {
  const JsonValue* member = json.find(key);
  return member == nullptr ? "" : plain_text(*member);
}

const JsonValue::Array& elements(const JsonValue& json, std::string_view key) {
  static const JsonValue::Array none;
  const JsonValue* member = json.find(key);
  return member == nullptr || member->array() == nullptr ? none : *member->array();
}

void write_value(JsonWriter& json, const JsonValue& value) {
  if (const auto* object = value.object(); object != nullptr) {
    json.begin_object();
    write_members_of(json, value);
    json.end_object();
  } else if (const auto* array = value.array()) {
    json.begin_array();
    for (const JsonValue& each : *array) write_value(json, each);
    json.end_array();
  } else if (const auto* text = value.string()) {
    json.string(*text);
  } else if (value.is_null()) {
    json.null();
  } else {
    json.raw(plain_text(value));
  }
}

void write_members_of(JsonWriter& json, const JsonValue& object) {
  if (object.object() == nullptr) return;
  for (const auto& [key, value] : *object.object()) {
    json.key(key);
    write_value(json, value);
  }
}

}  // namespace assize::api
