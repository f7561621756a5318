#include "pricing/text/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace assize::pricing {
namespace {

constexpr std::uint8_t byte_of(char c) { return static_cast<std::uint8_t>(c); }

constexpr bool is_continuation(char c) { return (byte_of(c) & 0xC0) == 0x80; }

// The length of the UTF-8 sequence at the front of `text`, or 0 if there is none. The bounds on the
// second byte keep out overlong forms, surrogates and what is past U+10FFFF.
std::size_t sequence_length(std::string_view text) {
  const std::uint8_t first = byte_of(text[0]);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (text.size() < length) return 0;
  const std::uint8_t second = byte_of(text[1]);
  const std::uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  return length;
}

// The characters of bytes 0x80 to 0x9F; 0xFFFD where there is none.
constexpr std::array<std::uint16_t, 32> windows_1252_high{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

void append_code_point(std::string& out, std::uint32_t point) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xE0 | (point >> 12));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

constexpr std::string_view no_break_space = "\xC2\xA0";

}  // namespace

bool is_control(char byte) {
  const std::uint8_t b = byte_of(byte);
  return (b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7F;
}

std::optional<std::size_t> find_control(std::string_view bytes) {
  const auto found = std::find_if(bytes.begin(), bytes.end(), is_control);
  if (found == bytes.end()) return std::nullopt;
  return static_cast<std::size_t>(found - bytes.begin());
}

bool opens_like_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

bool is_utf8(std::string_view bytes) { return utf8_length(bytes, bytes.size()).has_value(); }

std::optional<std::size_t> utf8_length(std::string_view bytes, std::size_t at_least) {
  constexpr std::uint64_t high_bits = 0x8080808080808080u;
  std::size_t at = 0;
  while (at < at_least) {
    // Nearly all is ASCII, which is passed over eight bytes at a time.
    std::uint64_t eight;
    if (at_least - at >= sizeof eight) {
      std::memcpy(&eight, bytes.data() + at, sizeof eight);
      if ((eight & high_bits) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length == 0) return std::nullopt;
    at += length;
  }
  return at;
}

std::size_t cut_short(std::string_view bytes) {
  for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const std::uint8_t b = byte_of(bytes[bytes.size() - back]);
    if (b < 0x80) return 0;
    if (b >= 0xC0) {
      const std::size_t length = b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
      return length > back ? back : 0;
    }
  }
  return 0;
}

void append_from_windows_1252(std::string& out, std::string_view bytes) {
  for (const char c : bytes) {
    const std::uint8_t b = byte_of(c);
    append_code_point(out, b >= 0x80 && b < 0xA0 ? windows_1252_high[b - 0x80u] : b);
  }
}

std::string_view trimmed(std::string_view text) {
  for (;;) {
    if (text.starts_with(' ')) {
      text.remove_prefix(1);
    } else if (text.starts_with(no_break_space)) {
      text.remove_prefix(2);
    } else {
      break;
    }
  }
  for (;;) {
    if (text.ends_with(' ')) {
      text.remove_suffix(1);
    } else if (text.ends_with(no_break_space)) {
      text.remove_suffix(2);
    } else {
      return text;
    }
  }
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string excerpt(std::string_view text, std::size_t limit) {
  std::string out;
  std::size_t characters = 0;
  for (const char c : text) {
    if (!is_continuation(c) && characters++ == limit) {
      out += "…";
      break;
    }
    out.push_back(byte_of(c) < 0x20 || byte_of(c) == 0x7F ? ' ' : c);
  }
  return out;
}

}  // namespace assize::pricing
