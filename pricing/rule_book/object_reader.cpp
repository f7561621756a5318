#include "pricing/rule_book/object_reader.h"

#include <algorithm>

#include "pricing/exact/decimal.h"
#include "pricing/exact/explain.h"

namespace assize::pricing {
namespace {

bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 40 && (is_letter(text[0]) || is_digit(text[0])) &&
         std::all_of(text.begin(), text.end(), [](char letter) {
           return is_letter(letter) || is_digit(letter) || letter == '.' || letter == '_' ||
                  letter == '-';
         });
}

std::string joined(std::initializer_list<std::string_view> keys) {
  std::string out;
  for (const std::string_view key : keys) out.append(out.empty() ? "" : ", ").append(key);
  return out;
}

}  // namespace

std::string_view kind_of(const JsonValue& value) {
  if (value.is_null()) return "null";
  if (value.boolean() != nullptr) return "true or false";
  if (value.number() != nullptr) return "a JSON number";
  if (value.string() != nullptr) return "text";
  return value.array() != nullptr ? "an array" : "an object";
}

const std::string* read_string(const JsonValue& value, const std::string& path, Faults& faults) {
  if (const auto* text = value.string()) return text;
  std::string message = "this is " + std::string(kind_of(value)) + ": write it as text";
  if (const auto* number = value.number()) message += ", " + quoted(number->text);
  faults.push_back({path, message});
  return nullptr;
}

ObjectReader::ObjectReader(const JsonValue& value, std::string path,
                           std::initializer_list<std::string_view> keys, Faults& faults)
    : value_(value), path_(std::move(path)), faults_(faults), faults_before_(faults.size()) {
  if (value.object() == nullptr) {
    faults_.push_back({path_, "this is " + std::string(kind_of(value)) +
                                  ": write an object with the keys " + joined(keys)});
    return;
  }
  for (const auto& [key, member] : *value.object()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      fault(key, "there is no such key: leave it out, or write one of " + joined(keys));
    }
  }
}

void ObjectReader::fault(std::string_view key, std::string message) {
  faults_.push_back({json_path(path_, key), std::move(message)});
}

const JsonValue* ObjectReader::find(std::string_view key) const {
  const JsonValue* member = value_.find(key);
  return member == nullptr || member->is_null() ? nullptr : member;
}

const JsonValue* ObjectReader::require(std::string_view key) {
  const JsonValue* member = find(key);
  // One fault is enough for what is no object at all.
  if (member == nullptr && value_.object() != nullptr) {
    fault(key, "this is missing: write it");
  }
  return member;
}

const std::string* ObjectReader::require_string(std::string_view key) {
  const JsonValue* member = require(key);
  return member == nullptr ? nullptr : read_string(*member, json_path(path_, key), faults_);
}

const std::string* ObjectReader::find_string(std::string_view key) {
  const JsonValue* member = find(key);
  return member == nullptr ? nullptr : read_string(*member, json_path(path_, key), faults_);
}

std::string ObjectReader::line_of(std::string_view key, const std::string* text,
                                  std::size_t limit_bytes) {
  if (text == nullptr) return "";
  const bool has_control = std::any_of(text->begin(), text->end(), [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
  });
  if (text->empty()) {
    fault(key, "this is empty: write a line of text");
  } else if (text->size() > limit_bytes) {
    fault(key, "this is too long: write at most " + std::to_string(limit_bytes) + " bytes");
  } else if (has_control) {
    fault(key, "this has a tab, a line end or another control character: write one plain line");
  }
  return *text;
}

std::string ObjectReader::require_line(std::string_view key, std::size_t limit_bytes) {
  return line_of(key, require_string(key), limit_bytes);
}

std::string ObjectReader::find_line(std::string_view key, std::size_t limit_bytes) {
  return line_of(key, find_string(key), limit_bytes);
}

std::string ObjectReader::require_name(std::string_view key) {
  const std::string* text = require_string(key);
  if (text == nullptr) return "";
  if (!is_name(*text)) {
    fault(key, quoted(*text) +
                   " is not a name: begin with a letter or digit, then letters, digits, \".\", "
                   "\"_\" and \"-\", at most 40 in all");
  }
  return *text;
}

const JsonValue::Array& ObjectReader::find_array(std::string_view key) {
  static const JsonValue::Array none;
  const JsonValue* member = find(key);
  if (member == nullptr) return none;
  if (const auto* array = member->array()) return *array;
  fault(key, "this is " + std::string(kind_of(*member)) + ": write an array, [ ... ]");
  return none;
}

std::optional<std::int64_t> ObjectReader::find_whole(std::string_view key, std::string_view thing,
                                                     std::int64_t most) {
  const JsonValue* member = find(key);
  if (member == nullptr) return std::nullopt;
  const JsonNumber* number = member->number();
  if (number == nullptr) {
    fault(key, "this is " + std::string(kind_of(*member)) + ": write " + std::string(thing) +
                   " as a JSON number, such as 11");
    return std::nullopt;
  }
  const auto whole = read_scaled<18, 0>(number->text);
  if (whole && *whole <= most) return whole;
  fault(key, number->text.substr(0, 40) + " is not " + std::string(thing) +
                 ": write a whole number from 0 to " + std::to_string(most));
  return std::nullopt;
}

}  // namespace assize::pricing
