// The one grammar of a CSV row, for whole files and for chunks of them alike. Outside quotes a row
// ends at LF, CRLF or CR; a quote opens only at a field's start. A row found to be broken ends with
// the physical line where that was found, so one broken row never swallows the next. Each reader is
// used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/text/field_ends.h"

namespace assize::pricing {

// The longest row, in bytes, and so the furthest that a quoted field may run.
inline constexpr std::size_t row_limit_bytes = std::size_t{1} << 20;

enum class RowProblem : std::uint8_t {
  none,
  stray_quote,       // a quote inside a field that does not start with one
  text_after_quote,  // text between a closing quote and the next comma
  unclosed_quote,    // not closed by the end of the file, or within the limit
  too_long,          // longer than the limit
};
// What is wrong and how to put it right, naming the field (counted from 1) where it was found.
std::string explain(RowProblem problem, std::size_t field_number);

// LF, CRLF and CR alike.
std::uint64_t count_line_ends(std::string_view text);

class CsvRowReader {
 public:
  enum class Next { row, end, incomplete };

  // Reads rows of `bytes`, which must outlive the reader. If they are not the `last` of the file, a
  // row that may go on past them is `incomplete`, and next() stays at its start.
  CsvRowReader(std::string_view bytes, std::uint64_t first_line, bool last = true,
               std::size_t limit_bytes = row_limit_bytes);

  // Goes to the next row, past blank lines.
  Next next();

  // Of the row just read. Fields are unquoted and trimmed, and hold until the next call.
  std::span<const std::string_view> fields() const { return {fields_.data(), field_count_}; }
  RowProblem problem() const { return problem_; }
  std::size_t problem_field() const { return field_count_ + 1; }
  std::uint64_t line() const { return row_line_; }
  std::string_view raw() const { return raw_; }  // without its line end

  // Where the next row starts, from the start of the bytes, and on which line.
  std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }
  std::uint64_t next_line() const { return next_line_; }

 private:
  enum class Field { more, row_ends, broken, incomplete };
  Field read_plain_fields();
  Field read_quoted_field();
  Field end_of_field(std::string_view value);
  void add_field(std::string_view value);
  bool pass_line_end();
  Next incomplete_row();
  Next finish_broken_row();
  void keep_unescaped(const char* from, const char* to);

  const char* begin_;
  const char* at_;
  const char* end_;
  bool last_;
  std::size_t limit_;
  FieldEnds ends_;
  const char* row_start_;
  std::uint64_t next_line_;
  std::uint64_t row_line_ = 0;
  std::string_view raw_;
  RowProblem problem_ = RowProblem::none;
  std::vector<std::string_view> fields_;  // grown as needed and used again for row after row
  std::size_t field_count_ = 0;
  std::deque<std::string> unescaped_;  // fields that held doubled quotes
  std::size_t unescaped_count_ = 0;
};

}  // namespace assize::pricing
