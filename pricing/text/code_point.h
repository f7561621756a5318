// UTF-8 read one code point at a time, strictly (no overlong forms, surrogates or points past
// U+10FFFF). Does not allocate. Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace assize::pricing {

inline constexpr char32_t replacement_character = 0xFFFD;

// Takes the next code point off the front of a text that is not empty: replacement_character, and
// one byte, where it is not UTF-8.
constexpr char32_t take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t at) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at]));
  };
  const char32_t first = byte(0);
  std::size_t length = 0;
  if (first < 0x80) length = 1;
  if (first >= 0xC2 && first < 0xE0) length = 2;
  if (first >= 0xE0 && first < 0xF0) length = 3;
  if (first >= 0xF0 && first < 0xF5) length = 4;
  char32_t point = length == 1 ? first : first & (0x7FU >> length);
  bool whole = length > 0 && length <= text.size();
  for (std::size_t at = 1; whole && at < length; ++at) {
    whole = (byte(at) & 0xC0U) == 0x80U;
    point = point << 6U | (byte(at) & 0x3FU);
  }
  if (length == 3 && (point < 0x800 || (point >= 0xD800 && point < 0xE000))) whole = false;
  if (length == 4 && (point < 0x10000 || point > 0x10FFFF)) whole = false;
  text.remove_prefix(whole ? length : 1);
  return whole ? point : replacement_character;
}

}  // namespace assize::pricing
