#include "api/http/message/json_writer.h"

#include "pricing/text/json.h"

namespace assize::api {

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_members_.empty()) return;
  if (has_members_.back()) text_ += ',';
  has_members_.back() = true;
}

JsonWriter& JsonWriter::begin_object() {
  before_value();
  text_ += '{';
  has_members_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  has_members_.pop_back();
  text_ += '}';
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  before_value();
  text_ += '[';
  has_members_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  has_members_.pop_back();
  text_ += ']';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  pricing::append_json_string(text_, name);
  text_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  before_value();
  pricing::append_json_string(text_, text);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) { return raw(std::to_string(number)); }

JsonWriter& JsonWriter::whole(std::uint64_t number) { return raw(std::to_string(number)); }

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  text_ += json;
  return *this;
}

JsonWriter& JsonWriter::member_or_null(std::string_view name,
                                       const std::optional<std::string>& text) {
  key(name);
  return text ? string(*text) : null();
}

JsonWriter& JsonWriter::member_or_null(std::string_view name, const std::optional<int>& number) {
  key(name);
  return number ? integer(*number) : null();
}

JsonWriter& JsonWriter::member_unless_empty(std::string_view name, std::string_view text) {
  key(name);
  return text.empty() ? null() : string(text);
}

}  // namespace assize::api
