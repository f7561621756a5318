#include "registry/cases/document_type.h"

#include <algorithm>

namespace assize::registry {
namespace {

bool is_pdf(std::string_view bytes) {
  if (!bytes.starts_with("%PDF-")) return false;
  constexpr std::size_t end_is_within = 1024;
  const std::size_t tail = bytes.size() > end_is_within ? bytes.size() - end_is_within : 0;
  return bytes.find("%%EOF", tail) != std::string_view::npos;
}

std::size_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  std::size_t value = 0;
  for (std::size_t byte = width; byte-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + byte]);
  }
  return value;
}

// The names in a zip archive's own directory, which is what a spreadsheet program goes by.
bool is_spreadsheet(std::string_view bytes) {
  constexpr std::size_t end_record_bytes = 22;
  constexpr std::size_t entry_bytes = 46;
  constexpr std::size_t most_entries = 10'000;
  if (!bytes.starts_with("PK\x03\x04") || bytes.size() < end_record_bytes) return false;
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + end_record_bytes > bytes.size()) return false;
  const std::size_t entries = little_endian(bytes, end + 10, 2);
  std::size_t at = little_endian(bytes, end + 16, 4);
  bool has_types = false;
  bool has_workbook = false;
  for (std::size_t entry = 0; entry < std::min(entries, most_entries); ++entry) {
    if (at > end || end - at < entry_bytes) return false;
    if (bytes.substr(at, 4) != "PK\x01\x02") return false;
    const std::size_t name_bytes = little_endian(bytes, at + 28, 2);
    const std::size_t extra_bytes = little_endian(bytes, at + 30, 2);
    const std::size_t comment_bytes = little_endian(bytes, at + 32, 2);
    if (end - at - entry_bytes < name_bytes + extra_bytes + comment_bytes) return false;
    const std::string_view name = bytes.substr(at + entry_bytes, name_bytes);
    has_types = has_types || name == "[Content_Types].xml";
    has_workbook = has_workbook || name == "xl/workbook.xml";
    if (name.find("vbaProject") != std::string_view::npos) return false;
    at += entry_bytes + name_bytes + extra_bytes + comment_bytes;
  }
  return has_types && has_workbook;
}

bool is_text(std::string_view bytes) {
  return !bytes.empty() && std::ranges::none_of(bytes, [](char each) {
    const auto byte = static_cast<unsigned char>(each);
    return byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n');
  });
}

// A browser that sniffs would take it for a page.
bool looks_like_markup(std::string_view bytes) {
  const std::size_t start = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return start != std::string_view::npos && bytes[start] == '<';
}

}  // namespace

std::string_view media_type(DocumentType type) {
  switch (type) {
    case DocumentType::pdf:
      return "application/pdf";
    case DocumentType::csv:
      return "text/csv";
    case DocumentType::xlsx:
      break;
  }
  return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

std::string_view extension(DocumentType type) {
  switch (type) {
    case DocumentType::pdf:
      return ".pdf";
    case DocumentType::csv:
      return ".csv";
    case DocumentType::xlsx:
      break;
  }
  return ".xlsx";
}

std::optional<DocumentType> type_of_document(std::string_view bytes) {
  if (is_pdf(bytes)) return DocumentType::pdf;
  if (is_spreadsheet(bytes)) return DocumentType::xlsx;
  if (bytes.starts_with("%PDF") || bytes.starts_with("PK")) return std::nullopt;
  if (is_text(bytes) && !looks_like_markup(bytes) &&
      bytes.find_first_of(",;\t") != std::string_view::npos) {
    return DocumentType::csv;
  }
  return std::nullopt;
}

Result<std::string> document_name(std::string_view name, DocumentType type) {
  constexpr std::size_t limit_bytes = 120;
  const std::string_view ending = extension(type);
  const bool is_plain = std::ranges::none_of(name, [](char each) {
    const auto byte = static_cast<unsigned char>(each);
    return byte < 0x20 || byte == 0x7F ||
           std::string_view("/\\\"<>|:*?;").find(each) != std::string_view::npos;
  });
  if (name.empty() || name.size() > limit_bytes || !is_plain || name.front() == '.') {
    return Fault{"name",
                 "Give the file's name: 1 to 120 bytes, not beginning with a point, without "
                 "slashes, quotes, colons, semicolons or control characters."};
  }
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char each) {
    return each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
  });
  if (!lower.ends_with(ending) || lower.size() == ending.size()) {
    return Fault{"name", "By its content this is a " + std::string(ending.substr(1)) +
                             " file: give it a name that ends in " + std::string(ending) + "."};
  }
  return std::string(name);
}

}  // namespace assize::registry
