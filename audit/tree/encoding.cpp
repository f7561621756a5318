// Hexadecimal and base64, strict: each value has one text.
#include <algorithm>
#include <array>

#include "audit/tree/hash.h"

namespace assize::audit {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> values_of(std::string_view digits) {
  std::array<std::int8_t, 256> values{};
  for (auto& value : values) value = -1;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    values[static_cast<unsigned char>(digits[at])] = static_cast<std::int8_t>(at);
  }
  return values;
}
constexpr auto hex_values = values_of(hex_digits);
constexpr auto base64_values = values_of(base64_digits);

int value_in(const std::array<std::int8_t, 256>& values, char digit) {
  return values[static_cast<unsigned char>(digit)];
}

}  // namespace

std::string hex(const Hash& hash) {
  std::string text;
  text.reserve(2 * hash.size());
  for (const std::uint8_t byte : hash) {
    text += hex_digits[byte >> 4];
    text += hex_digits[byte & 15];
  }
  return text;
}

Checked<Hash> hash_from_hex(std::string_view text) {
  Hash hash{};
  if (text.size() != 2 * hash.size()) {
    return Refusal{"a hash is 64 hexadecimal digits, not " + std::to_string(text.size()) +
                   " characters"};
  }
  for (std::size_t at = 0; at < hash.size(); ++at) {
    const int high = value_in(hex_values, text[2 * at]);
    const int low = value_in(hex_values, text[2 * at + 1]);
    if (high < 0 || low < 0) {
      return Refusal{"a hash has only the digits 0-9 and a-f; see characters " +
                     std::to_string(2 * at + 1) + " and " + std::to_string(2 * at + 2)};
    }
    hash[at] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t offset = 0; offset < 3; ++offset) {
      const auto byte = offset < count ? static_cast<unsigned char>(bytes[at + offset]) : 0U;
      group = group << 8 | byte;
    }
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text += digit <= count ? base64_digits[group >> (18 - 6 * digit) & 63] : '=';
    }
  }
  return text;
}

Checked<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) {
    return Refusal{"base64 comes in groups of four characters, padded with ="};
  }
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < text.size(); at += 4) {
    std::size_t digits = 4;
    if (at + 4 == text.size()) {
      while (digits > 2 && text[at + digits - 1] == '=') --digits;
    }
    std::uint32_t group = 0;
    for (std::size_t digit = 0; digit < 4; ++digit) {
      const int value = digit < digits ? value_in(base64_values, text[at + digit]) : 0;
      if (value < 0) {
        return Refusal{"character " + std::to_string(at + digit + 1) + " is not base64"};
      }
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    const std::uint32_t unused_bits = digits == 4 ? 0 : digits == 3 ? 0xffU : 0xffffU;
    if ((group & unused_bits) != 0) return Refusal{"the last base64 digit has bits left over"};
    for (std::size_t byte = 0; byte + 1 < digits; ++byte) {
      bytes += static_cast<char>(group >> (16 - 8 * byte) & 0xff);
    }
  }
  return bytes;
}

}  // namespace assize::audit
