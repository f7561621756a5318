// What a document is, by its bytes and not by what it is called. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/result.h"

namespace assize::registry {

inline constexpr std::size_t document_limit_bytes = std::size_t{10} << 20;

enum class DocumentType : std::uint8_t { pdf, csv, xlsx };
std::string_view media_type(DocumentType type);
std::string_view extension(DocumentType type);

// The type that the bytes are of; none for anything else. A PDF begins with its signature and has
// its end; a spreadsheet is a zip archive whose directory names a workbook, and no macros; a CSV is
// text of UTF-8 or Windows-1252 without control characters, and no page of HTML.
std::optional<DocumentType> type_of_document(std::string_view bytes);

// A file's name as it may be kept and handed out: one line of 1 to 120 characters without slashes,
// quotes or control characters, ending in the extension of its type.
Result<std::string> document_name(std::string_view name, DocumentType type);

}  // namespace assize::registry
