#include "audit/entry/canonical_json.h"

#include <algorithm>
#include <stdexcept>

#include "audit/entry/canonical_limits.h"
#include "audit/text/utf8.h"

namespace assize::audit {
namespace {

// RFC 8785 section 3.2.2.2: the short escapes where there is one, \u00xx for other control
// characters, and every other character as it is.
void write_string(std::string_view text, std::string& out) {
  if (!is_utf8(text)) throw std::invalid_argument("canonical JSON: a string is not UTF-8");
  out += '"';
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    const std::size_t short_escape = escaped_characters.find(byte);
    if (short_escape != std::string_view::npos) {
      out += '\\';
      out += escape_letters[short_escape];
    } else if (code < 0x20) {
      out += "\\u00";
      out += lower_hex_digits[code >> 4];
      out += lower_hex_digits[code & 15];
    } else {
      out += byte;
    }
  }
  out += '"';
}

void write(const CanonicalValue& value, int depth, std::string& out);

void write_object(const CanonicalValue::Object& object, int depth, std::string& out) {
  std::vector<const CanonicalValue::Object::value_type*> members;
  for (const auto& member : object) {
    if (!is_utf8(member.first)) throw std::invalid_argument("canonical JSON: a key is not UTF-8");
    members.push_back(&member);
  }
  std::sort(members.begin(), members.end(), [](const auto* left, const auto* right) {
    return before_in_utf16(left->first, right->first);
  });
  out += '{';
  for (const auto* member : members) {
    if (out.back() != '{') out += ',';
    write_string(member->first, out);
    out += ':';
    write(member->second, depth + 1, out);
  }
  out += '}';
}

void write_array(const CanonicalValue::Array& array, int depth, std::string& out) {
  out += '[';
  for (std::size_t at = 0; at < array.size(); ++at) {
    if (at > 0) out += ',';
    write(array[at], depth + 1, out);
  }
  out += ']';
}

void write(const CanonicalValue& value, int depth, std::string& out) {
  if (depth > depth_limit) {
    throw std::invalid_argument("canonical JSON: nested deeper than 64 levels");
  }
  if (const auto* text = value.string()) {
    write_string(*text, out);
  } else if (const auto* number = value.integer()) {
    if (*number > largest_integer || *number < -largest_integer) {
      throw std::invalid_argument("canonical JSON: an integer beyond 2^53-1");
    }
    out += std::to_string(*number);
  } else if (const auto* object = value.object()) {
    write_object(*object, depth, out);
  } else if (const auto* array = value.array()) {
    write_array(*array, depth, out);
  } else if (const auto* boolean = std::get_if<bool>(&value.held())) {
    out += *boolean ? "true" : "false";
  } else {
    out += "null";
  }
}

}  // namespace

CanonicalValue::CanonicalValue(const CanonicalValue& other) = default;
CanonicalValue::CanonicalValue(CanonicalValue&& other) noexcept = default;
CanonicalValue& CanonicalValue::operator=(const CanonicalValue& other) = default;
CanonicalValue& CanonicalValue::operator=(CanonicalValue&& other) noexcept = default;
CanonicalValue::~CanonicalValue() = default;

const CanonicalValue* CanonicalValue::find(std::string_view key) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  const auto found = members->find(std::string(key));
  return found == members->end() ? nullptr : &found->second;
}

std::string canonical_text(const CanonicalValue& value) {
  std::string out;
  write(value, 1, out);
  return out;
}

}  // namespace assize::audit
