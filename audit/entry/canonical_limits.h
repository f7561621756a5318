// What the writer and the reader of canonical JSON must agree on. Constants only.
#pragma once

#include <cstdint>
#include <string_view>

namespace assize::audit {

inline constexpr int depth_limit = 64;
inline constexpr std::int64_t largest_integer = (std::int64_t{1} << 53) - 1;

// Characters with an escape of two characters, and the letters of those escapes in the same order.
inline constexpr std::string_view escaped_characters = "\b\t\n\f\r\"\\";
inline constexpr std::string_view escape_letters = "btnfr\"\\";
inline constexpr std::string_view lower_hex_digits = "0123456789abcdef";

}  // namespace assize::audit
