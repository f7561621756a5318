// Whether two short texts are the same, by whole words of their bytes: std::string_view calls a
// library for that, which takes longer than comparing does. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace assize::pricing {

// The next so many bytes as a number, in the machine's own order.
template <typename Number>
Number number_at(const char* at) {
  Number number;
  std::memcpy(&number, at, sizeof number);
  return number;
}

// What one == other says.
inline bool same_text(std::string_view one, std::string_view other) {
  const std::size_t size = one.size();
  if (size != other.size()) return false;
  const char* const a = one.data();
  const char* const b = other.data();
  // The last word overlaps the one before it where the size is not a whole number of words.
  if (size >= 8) {
    for (std::size_t at = 0; at + 8 < size; at += 8) {
      if (number_at<std::uint64_t>(a + at) != number_at<std::uint64_t>(b + at)) return false;
    }
    return number_at<std::uint64_t>(a + size - 8) == number_at<std::uint64_t>(b + size - 8);
  }
  if (size >= 4) {
    return number_at<std::uint32_t>(a) == number_at<std::uint32_t>(b) &&
           number_at<std::uint32_t>(a + size - 4) == number_at<std::uint32_t>(b + size - 4);
  }
  return size == 0 || (a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1]);
}

}  // namespace assize::pricing
