// JSON text as a tree, read strictly: repeated keys, bytes that are not UTF-8, and nesting deeper
// than 64 are faults; numbers stay text, so that none is ever a binary fraction. Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pricing/result.h"

namespace assize::pricing {

struct JsonNumber {
  std::string text;  // as written (save that -0 is "0")
};

class JsonValue {
 public:
  using Member = std::pair<std::string, JsonValue>;
  using Object = std::vector<Member>;  // in the order written; keys are unique
  using Array = std::vector<JsonValue>;
  using Held = std::variant<std::nullptr_t, bool, JsonNumber, std::string, Array, Object>;

  JsonValue() = default;
  explicit JsonValue(Held held) : held_(std::move(held)) {}

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(held_); }
  const bool* boolean() const { return std::get_if<bool>(&held_); }
  const JsonNumber* number() const { return std::get_if<JsonNumber>(&held_); }
  const std::string* string() const { return std::get_if<std::string>(&held_); }
  const Array* array() const { return std::get_if<Array>(&held_); }
  const Object* object() const { return std::get_if<Object>(&held_); }
  // The member of that key; null if this is no object or has none.
  const JsonValue* find(std::string_view key) const;

 private:
  Held held_ = nullptr;
};

// The whole text as one value. A fault's place is "line 3, column 14" or a path such as
// "$.bands[2].floor" for a repeated key. All repeated keys are reported, up to a hundred.
Result<JsonValue> parse_json(std::string_view text);

// The path of a member or an element below `parent`: "$.bands", "$.bands[2]", "$[\"odd key\"]".
std::string json_path(std::string_view parent, std::string_view key);
std::string json_path(std::string_view parent, std::size_t index);

// Appends `text` as a JSON string, quotes included, escaping what RFC 8259 says must be. Bytes that
// are not UTF-8 become U+FFFD, so that the result is always valid JSON.
void append_json_string(std::string& out, std::string_view text);

}  // namespace assize::pricing
