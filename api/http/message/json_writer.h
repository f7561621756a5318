// Writes JSON text piece by piece, putting the commas where they belong. Money goes in as a string;
// there is no way to write a fraction. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assize::api {

class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& whole(std::uint64_t number);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  // must be one JSON value
  // Must be one member or more of an object, with commas between.
  JsonWriter& members(std::string_view json) { return raw(json); }
  void reserve(std::size_t bytes) { text_.reserve(bytes); }

  // A member in one go.
  JsonWriter& member(std::string_view name, std::string_view text) {
    return key(name).string(text);
  }
  JsonWriter& member_or_null(std::string_view name, const std::optional<std::string>& text);
  JsonWriter& member_or_null(std::string_view name, const std::optional<int>& number);
  // Null where the text is empty.
  JsonWriter& member_unless_empty(std::string_view name, std::string_view text);

  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  void before_value();

  std::string text_;
  std::vector<bool> has_members_;  // of each open object or array
  bool after_key_ = false;
};

}  // namespace assize::api
