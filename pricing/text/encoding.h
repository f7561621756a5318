// What a file's bytes are: text or not, UTF-8 or Windows-1252; and how one becomes the other.
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace assize::pricing {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_control(char byte);
// Where the first control byte is, if there is one.
std::optional<std::size_t> find_control(std::string_view bytes);

// Whether the bytes open like UTF-16 or UTF-32: with their byte-order marks.
bool opens_like_utf16(std::string_view bytes);

bool is_utf8(std::string_view bytes);
// The length of the first so many bytes and of what else there is of the last sequence in them;
// none if they are not UTF-8.
std::optional<std::size_t> utf8_length(std::string_view bytes, std::size_t at_least);
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
