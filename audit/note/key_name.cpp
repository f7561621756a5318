#include "audit/note/key_name.h"

#include "audit/text/utf8.h"
#include "audit/tree/hash.h"

namespace assize::audit {
namespace {

bool is_space_or_control(char32_t code_point) {
  return code_point <= 0x20 || (code_point >= 0x7F && code_point <= 0xA0) || code_point == 0x1680 ||
         (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x2028 ||
         code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
         code_point == 0x3000;
}

}  // namespace

bool is_key_name(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    const auto code_point = next_code_point(name, at);
    if (!code_point || *code_point == '+' || is_space_or_control(*code_point)) return false;
  }
  return !name.empty();
}

std::uint32_t key_id_of(std::string_view name, std::string_view public_key, char type) {
  std::string message(name);
  message += '\n';
  message += type;
  message += public_key;
  const Hash hash = sha256(message);
  return std::uint32_t{hash[0]} << 24 | std::uint32_t{hash[1]} << 16 | std::uint32_t{hash[2]} << 8 |
         std::uint32_t{hash[3]};
}

std::string key_id_text(std::uint32_t key_id) {
  std::string text(8, '0');
  for (std::size_t at = 0; at < text.size(); ++at) {
    text[at] = "0123456789abcdef"[key_id >> (28 - 4 * at) & 15];
  }
  return text;
}

Checked<std::uint32_t> parse_key_id(std::string_view text) {
  std::uint32_t key_id = 0;
  for (const char digit : text) {
    const bool is_decimal = digit >= '0' && digit <= '9';
    const bool is_letter = digit >= 'a' && digit <= 'f';
    if (!is_decimal && !is_letter) return Refusal{"a key id has only the digits 0-9 and a-f"};
    key_id = key_id << 4 | static_cast<std::uint32_t>(digit - (is_decimal ? '0' : 'a' - 10));
  }
  if (text.size() != 8) return Refusal{"a key id has 8 hexadecimal digits"};
  return key_id;
}

}  // namespace assize::audit
