// Amounts of the usual forms read eight digits at a time: a line has six amounts, and reading them
// digit by digit took most of the time of reading it. Its slow twin is read_hundredths. Pure;
// thread-safe.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "pricing/exact/decimal.h"
#include "pricing/text/same_text.h"

namespace assize::pricing {

// One to eight bytes as the last of eight digits, noughts before them; the first is lowest.
inline std::uint64_t eight_digits(const char* at, std::size_t size) {
  std::uint64_t bytes;
  if (size >= 4) {
    bytes = number_at<std::uint32_t>(at) |
            static_cast<std::uint64_t>(number_at<std::uint32_t>(at + size - 4)) << (8 * (size - 4));
  } else {
    const auto byte = [at](std::size_t i) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
    };
    bytes = byte(0) | byte(size / 2) | byte(size - 1);
  }
  constexpr std::uint64_t noughts = 0x3030303030303030u;
  return bytes << (8 * (8 - size)) | (noughts >> (8 * (size - 1)) >> 8);
}

inline bool are_digits(std::uint64_t bytes) {
  return (((bytes + 0x4646464646464646u) | (bytes - 0x3030303030303030u)) & 0x8080808080808080u) ==
         0;
}

// Neighbours are added up in pairs, then in fours, then in eights.
inline std::int64_t value_of_digits(std::uint64_t bytes) {
  constexpr std::uint64_t pairs = 0x000000FF000000FFu;
  bytes -= 0x3030303030303030u;
  bytes = bytes * 10 + (bytes >> 8);
  const std::uint64_t value = (bytes & pairs) * (100 + (std::uint64_t{1'000'000} << 32)) +
                              ((bytes >> 16) & pairs) * (1 + (std::uint64_t{10'000} << 32));
  return static_cast<std::int64_t>(value >> 32);
}

// What read_hundredths says, for any text: true, and the amount, if it is of the form. The answer
// is not an optional, since g++ writes one in two parts and reads it back whole, and the processor
// then waits; that alone was a twelfth of checking a file.
inline bool read_hundredths_quickly(std::string_view text, std::int64_t& amount) {
  const auto read_slowly = [&] {
    const auto read = read_hundredths(text);
    if (read) amount = *read;
    return read.has_value();
  };
  if constexpr (std::endian::native != std::endian::little) return read_slowly();
  const std::size_t size = text.size();
  if (size == 1 && is_digit(text[0])) {
    amount = (text[0] - '0') * 100;
    return true;
  }
  const bool to_the_penny = size >= 4 && size <= 11 && text[size - 3] == '.';
  const bool whole = size == 2 || size == 3;
  if ((!to_the_penny && !whole) || text[0] == '0') return read_slowly();
  if (to_the_penny && size <= 8) {
    // The point is the third byte from the top: the pounds move up over it, and a nought comes in.
    const std::uint64_t bytes = eight_digits(text.data(), size);
    const std::uint64_t digits =
        bytes >> 48 << 48 | (bytes & 0xFFFFFFFFFFu) << 8 | std::uint64_t{'0'};
    if (!are_digits(digits)) return false;
    amount = value_of_digits(digits);
    return true;
  }
  const std::uint64_t digits = eight_digits(text.data(), to_the_penny ? size - 3 : size);
  if (!are_digits(digits)) return read_slowly();
  if (whole) {
    amount = value_of_digits(digits) * 100;
    return true;
  }
  const char tenths = text[size - 2];
  const char hundredths = text[size - 1];
  if (!is_digit(tenths) || !is_digit(hundredths)) return false;
  amount = value_of_digits(digits) * 100 + (tenths - '0') * 10 + (hundredths - '0');
  return true;
}

}  // namespace assize::pricing
