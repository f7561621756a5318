// Reading the values of files that others publish: their spaces, sentinel codes and three ways of
// writing a day. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/result.h"

namespace assize::registry {

// Text with no-break spaces and control characters made plain spaces, runs of spaces made one, and
// none around it.
std::string plain_text(std::string_view text);

// A day written dd-mm-yyyy, dd/mm/yyyy or yyyy-mm-dd. None for an empty text, for the sentinels
// 01-01-1900, 31-12-9999 and 99991231, and for a day before 1800, on which nothing is judged.
Result<std::optional<pricing::Date>> parse_source_date(std::string_view text);

// A whole number of at most nine digits, leading zeros allowed.
std::optional<std::uint32_t> parse_source_number(std::string_view text);

// A code of so many digits, padded with zeros: ("2", 2) is "02". None if it is not digits or too
// long.
std::optional<std::string> padded_code(std::string_view text, std::size_t digits);

// A council's code; none for an empty text and for the sentinels 0 and 999.
Result<std::optional<std::string>> parse_source_la(std::string_view text);

// A URN; the fault says what is wrong with it.
Result<pricing::Urn> parse_source_urn(std::string_view text);

// The number of characters of UTF-8 text.
std::size_t length_characters(std::string_view text);

}  // namespace assize::registry
