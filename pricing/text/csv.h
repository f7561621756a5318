// CSV as RFC 4180 with the leniencies of the fee file: any line ends, blank lines skipped, a
// byte-order mark, Windows-1252 taken when it is not UTF-8. A row is never shifted into another
// column. Used for whole small files (the register, GIAS, section 41); the fee file's own reader
// works in chunks on the same row grammar. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"

namespace assize::pricing {

struct CsvRow {
  std::uint64_t line = 0;           // 1-based physical line where the row starts
  std::vector<std::string> fields;  // unquoted, UTF-8, spaces and no-break spaces around dropped
  std::string problem;  // not empty: the row could not be read (a quote never closes, ...)
};

struct CsvTable {
  std::vector<std::string> header;
  std::uint64_t header_line = 1;
  bool was_windows_1252 = false;
};

// Calls on_header once, then on_row for each row in order. A row whose field count differs from the
// header's comes with `problem` set and its fields as read. Faults (and calls nothing more) if the
// bytes are not text, have no header row, or are not comma-separated.
Result<CsvTable> read_csv(std::string_view bytes,
                          const std::function<Result<bool>(const CsvTable&)>& on_header,
                          const std::function<void(const CsvRow&)>& on_row);

// Appends a field, quoted only where it must be.
void append_csv_field(std::string& out, std::string_view field);

}  // namespace assize::pricing
