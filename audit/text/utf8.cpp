#include "audit/text/utf8.h"

#include <algorithm>

namespace assize::audit {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Code points from U+E000 to U+FFFF come after the surrogates that spell U+10000 and beyond.
char32_t utf16_rank(char32_t code_point) {
  return code_point >= 0xE000 && code_point <= 0xFFFF ? code_point + 0x200000 : code_point;
}

}  // namespace

std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at) {
  const unsigned char first = byte_at(text, at);
  if (first < 0x80) {
    ++at;
    return first;
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() - at < length) return std::nullopt;
  char32_t code_point = first & (0xFFU >> (length + 1));
  for (std::size_t offset = 1; offset < length; ++offset) {
    const unsigned char byte = byte_at(text, at + offset);
    if ((byte & 0xC0) != 0x80) return std::nullopt;
    code_point = code_point << 6 | (byte & 0x3FU);
  }
  const char32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < least || code_point > 0x10FFFF || is_surrogate) return std::nullopt;
  at += length;
  return code_point;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!next_code_point(text, at)) return false;
  }
  return true;
}

bool before_in_utf16(std::string_view left, std::string_view right) {
  std::size_t left_at = 0;
  std::size_t right_at = 0;
  while (left_at < left.size() && right_at < right.size()) {
    const char32_t left_rank = utf16_rank(next_code_point(left, left_at).value());
    const char32_t right_rank = utf16_rank(next_code_point(right, right_at).value());
    if (left_rank != right_rank) return left_rank < right_rank;
  }
  return left_at == left.size() && right_at < right.size();
}

}  // namespace assize::audit
