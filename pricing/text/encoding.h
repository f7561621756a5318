// What a file's bytes are: text or not, UTF-8 or Windows-1252; and how one becomes the other.
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace assize::pricing {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// What kinds of byte there are in a piece of a file, found in one pass.
struct ByteKinds {
  bool beyond_ascii = false;
  bool control = false;  // not text: below space, tab and line ends aside, or delete
  bool quote = false;
};
ByteKinds kinds_of_bytes(std::string_view bytes);

bool is_control(char byte);
// Where the first control byte is, if there is one.
std::optional<std::size_t> find_control(std::string_view bytes);

// Whether the bytes open like UTF-16 or UTF-32: with their byte-order marks.
bool opens_like_utf16(std::string_view bytes);

bool is_utf8(std::string_view bytes);
// How many bytes at the end may be the start of a UTF-8 sequence that is cut short: 0 to 3.
std::size_t cut_short(std::string_view bytes);

// Appends Windows-1252 bytes as UTF-8. The five bytes that have no character become U+FFFD.
void append_from_windows_1252(std::string& out, std::string_view bytes);

// Without the spaces and no-break spaces around it (UTF-8).
std::string_view trimmed(std::string_view text);

// How many characters (code points) UTF-8 text holds.
std::size_t character_count(std::string_view text);

// At most `limit` characters of `text`, with "…" where it was cut, control bytes and line ends as
// spaces: for quoting a value in a message.
std::string excerpt(std::string_view text, std::size_t limit = 60);

}  // namespace assize::pricing
