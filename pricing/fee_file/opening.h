// The start of a file: its encoding, its header, and where its lines begin. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pricing/fee_file/chunks.h"
#include "pricing/fee_file/columns.h"

namespace assize::pricing {

// What is wrong with a file that cannot be read at all.
enum class Unreadable : std::uint8_t {
  none,
  empty,  // nothing but blank lines
  utf16,
  control_byte,     // a byte that is not text
  other_delimiter,  // semicolons, tabs or bars
  no_header         // no row names the columns
};

struct Opening {
  Unreadable unreadable = Unreadable::none;
  std::string detail;               // the delimiter's name, the control byte's value, ...
  std::uint64_t problem_line = 0;   // where that is, if it is anywhere
  bool not_utf8 = false;            // so it is read as Windows-1252
  ColumnSet columns = fee_columns;  // what kind of file it was read as
  ColumnMap map;
  std::uint64_t header_line = 1;
  std::uint64_t rows_before_header = 0;
  std::uint64_t lines_offset = 0;      // in the file, of what follows the header
  std::uint64_t lines_first_line = 1;  // its physical line
};
Opening open_file(const ReadAt& read, ChunkSizes sizes, const ColumnSet& columns = fee_columns);

// A sentence for a file that cannot be read, with the remedy.
std::string explain(const Opening& opening);
std::string explain_control_byte(unsigned byte, std::uint64_t line);

}  // namespace assize::pricing
