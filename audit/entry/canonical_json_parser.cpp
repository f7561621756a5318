// The strict reader of canonical JSON: it takes the one spelling that canonical_text writes.
#include <charconv>

#include "audit/entry/canonical_json.h"
#include "audit/entry/canonical_limits.h"
#include "audit/text/utf8.h"

namespace assize::audit {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Checked<CanonicalValue> parse() {
    if (!is_utf8(text_)) return Refusal{"canonical JSON is UTF-8, and this is not"};
    CanonicalValue value;
    if (read_value(value, 1) && at_ < text_.size()) fail("the text goes on after its value");
    if (!reason_.empty()) return Refusal{reason_};
    return value;
  }

 private:
  // Always false, so that a caller can return it.
  bool fail(std::string_view what) {
    if (reason_.empty()) {
      reason_ = "not canonical JSON at byte " + std::to_string(at_) + ": " + std::string(what);
    }
    return false;
  }

  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool read_value(CanonicalValue& value, int depth) {
    if (depth > depth_limit) return fail("nested deeper than 64 levels");
    if (at_ == text_.size()) return fail("the text ends where a value should be");
    switch (text_[at_]) {
      case '{':
        return read_object(value, depth);
      case '[':
        return read_array(value, depth);
      case '"':
        return read_string_value(value);
      default:
        return read_word(value) || read_integer(value);
    }
  }

  bool read_word(CanonicalValue& value) {
    if (take("null")) {
      value = CanonicalValue();
    } else if (take("true")) {
      value = CanonicalValue(true);
    } else if (take("false")) {
      value = CanonicalValue(false);
    } else {
      return false;
    }
    return true;
  }

  bool read_integer(CanonicalValue& value) {
    const std::size_t end = text_.find_first_not_of("-0123456789", at_);
    const std::string_view digits =
        text_.substr(at_, end == std::string_view::npos ? std::string_view::npos : end - at_);
    std::int64_t number = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    // Writing the number again catches "-0", leading zeroes and stray signs.
    if (error != std::errc() || std::to_string(number) != digits) {
      return fail(
          "expected an object, array, string, integer, true, false or null, with no spaces");
    }
    if (number > largest_integer || number < -largest_integer) {
      return fail("an integer beyond 2^53-1");
    }
    at_ += digits.size();
    value = CanonicalValue(number);
    return true;
  }

  bool read_string_value(CanonicalValue& value) {
    std::string text;
    if (!read_string(text)) return false;
    value = CanonicalValue(std::move(text));
    return true;
  }

  bool read_string(std::string& text) {
    if (!take("\"")) return fail("expected a string in double quotes");
    while (at_ < text_.size() && text_[at_] != '"') {
      const char byte = text_[at_];
      if (static_cast<unsigned char>(byte) < 0x20) return fail("a control character in a string");
      if (byte == '\\') {
        if (!read_escape(text)) return false;
      } else {
        text += byte;
        ++at_;
      }
    }
    return take("\"") || fail("a string without its closing quote");
  }

  bool read_escape(std::string& text) {
    const std::size_t letter =
        at_ + 1 < text_.size() ? escape_letters.find(text_[at_ + 1]) : std::string_view::npos;
    if (letter != std::string_view::npos) {
      text += escaped_characters[letter];
      at_ += 2;
      return true;
    }
    const std::string_view escape = text_.substr(at_, 6);
    const bool is_low =
        escape.size() == 6 && escape.starts_with("\\u00") && (escape[4] == '0' || escape[4] == '1');
    const std::size_t digit = is_low ? lower_hex_digits.find(escape[5]) : std::string_view::npos;
    if (digit == std::string_view::npos) return fail("an escape that is not needed or not known");
    const char character = static_cast<char>(16 * (escape[4] - '0') + static_cast<int>(digit));
    if (escaped_characters.find(character) != std::string_view::npos) {
      return fail("a long escape where there is a short one");
    }
    text += character;
    at_ += escape.size();
    return true;
  }

  bool read_array(CanonicalValue& value, int depth) {
    CanonicalValue::Array array;
    take("[");
    if (!take("]")) {
      do {
        if (!read_value(array.emplace_back(), depth + 1)) return false;
      } while (take(","));
      if (!take("]")) return fail("expected \",\" or \"]\" in an array");
    }
    value = CanonicalValue(std::move(array));
    return true;
  }

  bool read_object(CanonicalValue& value, int depth) {
    CanonicalValue::Object object;
    take("{");
    if (!take("}")) {
      std::string previous;
      do {
        std::string key;
        if (!read_string(key)) return false;
        if (!object.empty() && !before_in_utf16(previous, key)) {
          return fail("the key before this place is repeated or out of order");
        }
        if (!take(":")) return fail("expected \":\" after a key");
        if (!read_value(object[key], depth + 1)) return false;
        previous = std::move(key);
      } while (take(","));
      if (!take("}")) return fail("expected \",\" or \"}\" in an object");
    }
    value = CanonicalValue(std::move(object));
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string reason_;
};

}  // namespace

Checked<CanonicalValue> parse_canonical(std::string_view text) { return Parser(text).parse(); }

}  // namespace assize::audit
