#include "pricing/text/csv_rows.h"

#include <algorithm>
#include <cstring>

#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

std::string_view trimmed_quickly(std::string_view text) {
  if (text.empty()) return text;
  const auto may_be_space = [](char c) {
    return c == ' ' || c == static_cast<char>(0xC2) || c == static_cast<char>(0xA0);
  };
  return may_be_space(text.front()) || may_be_space(text.back()) ? trimmed(text) : text;
}

}  // namespace

std::uint64_t count_line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (is_line_end(text[i]) && !crlf) ++count;
  }
  return count;
}

std::string explain(RowProblem problem, std::size_t field_number) {
  const std::string field = "field " + std::to_string(field_number);
  switch (problem) {
    case RowProblem::none:
      return {};
    case RowProblem::stray_quote:
      return field +
             " of the row has a quote inside it; put quotes around the whole value, and write each "
             "quote inside it twice";
    case RowProblem::text_after_quote:
      return field +
             " of the row has text after its closing quote; a comma or the end of the line must "
             "follow, and a quote inside the value is written twice";
    case RowProblem::unclosed_quote:
      return "the quote that opens " + field +
             " of the row is never closed; add the closing quote, or take the opening one out";
    case RowProblem::too_long:
      return "the row is longer than " + std::to_string(row_limit_bytes) +
             " bytes; look for a missing line end";
  }
  return {};
}

CsvRowReader::CsvRowReader(std::string_view bytes, std::uint64_t first_line, bool last,
                           std::size_t limit_bytes)
    : begin_(bytes.data()),
      at_(bytes.data()),
      end_(bytes.data() + bytes.size()),
      last_(last),
      limit_(limit_bytes),
      ends_(bytes.data(), bytes.data() + bytes.size()),
      row_start_(bytes.data()),
      next_line_(first_line) {}

CsvRowReader::Next CsvRowReader::next() {
  for (;;) {
    row_start_ = at_;
    row_line_ = next_line_;
    problem_ = RowProblem::none;
    field_count_ = 0;
    unescaped_count_ = 0;
    bool quoted = false;
    if (at_ == end_) return last_ ? Next::end : Next::incomplete;

    Field result = Field::more;
    while (result == Field::more) {
      const bool opens = at_ != end_ && *at_ == '"';
      quoted |= opens;
      result = opens ? read_quoted_field() : read_plain_fields();
    }
    if (result == Field::broken) return finish_broken_row();
    if (result == Field::row_ends) {
      raw_ = std::string_view(row_start_, static_cast<std::size_t>(at_ - row_start_));
      if (pass_line_end()) {
        next_line_ = row_line_ + 1 + (quoted ? count_line_ends(raw_) : 0);
        const bool blank = field_count_ == 1 && fields_[0].empty();
        if (!blank) return Next::row;
        continue;
      }
    }
    return incomplete_row();
  }
}

CsvRowReader::Next CsvRowReader::incomplete_row() {
  at_ = row_start_;
  ends_.seek(at_);
  return Next::incomplete;
}

void CsvRowReader::add_field(std::string_view value) {
  if (field_count_ == fields_.size()) fields_.resize(2 * field_count_ + block_bytes);
  fields_[field_count_++] = value;
}

// Plain fields, which nearly all are, one after another until a quote or the row's end.
CsvRowReader::Field CsvRowReader::read_plain_fields() {
  const char* const furthest =
      static_cast<std::size_t>(end_ - row_start_) > limit_ ? row_start_ + limit_ : end_;
  // A copy, so that the compiler may keep it in registers.
  FieldEnds ends = ends_;
  const char* start = at_;
  ends.skip_to(start);
  ends.forget_spaces();
  // Whole blocks of fields; what may reach past the limit is looked at mark by mark below.
  while (furthest == end_ || ends.block_end() <= furthest) {
    if (field_count_ + block_bytes > fields_.size()) {
      fields_.resize(2 * fields_.size() + block_bytes);
    }
    std::string_view* const first = fields_.data() + field_count_;
    std::string_view* last = first;
    start = ends.take_commas(start, last);
    field_count_ += static_cast<std::size_t>(last - first);
    if (ends.spaced() && last != first) {
      for (std::string_view* field = first; field != last; ++field)
        *field = trimmed_quickly(*field);
      ends.forget_spaces();
    }
    if (ends.has_marks() || ends.is_last_block()) break;
    ends.next_block();
  }
  const char* at;
  std::string_view value;
  for (;; start = at + 1) {
    at = ends.next(start);
    value = std::string_view(start, static_cast<std::size_t>(at - start));
    if (ends.spaced()) value = trimmed_quickly(value);
    if (at == end_ || *at != ',' || at > furthest) break;
    add_field(value);
  }
  ends_ = ends;
  at_ = at;
  if (at == end_ || *at != '"') return end_of_field(value);
  if (at == start) return Field::more;  // a field that is in quotes
  problem_ = RowProblem::stray_quote;
  return Field::broken;
}

CsvRowReader::Field CsvRowReader::read_quoted_field() {
  const char* const content = at_ + 1;
  const char* const furthest =
      static_cast<std::size_t>(end_ - row_start_) > limit_ ? row_start_ + limit_ : end_;
  bool doubled = false;
  for (const char* from = content;;) {
    const char* const quote = from >= furthest
                                  ? nullptr
                                  : static_cast<const char*>(std::memchr(
                                        from, '"', static_cast<std::size_t>(furthest - from)));
    if (quote == nullptr) {
      if (furthest == end_ && !last_) return Field::incomplete;
      problem_ = RowProblem::unclosed_quote;
      return Field::broken;
    }
    if (quote + 1 == end_ && !last_) return Field::incomplete;
    if (quote + 1 != end_ && quote[1] == '"') {
      doubled = true;
      from = quote + 2;
      continue;
    }
    at_ = quote + 1;
    if (at_ != end_ && *at_ != ',' && !is_line_end(*at_)) {
      problem_ = RowProblem::text_after_quote;
      return Field::broken;
    }
    if (!doubled) {
      return end_of_field(trimmed_quickly({content, static_cast<std::size_t>(quote - content)}));
    }
    keep_unescaped(content, quote);
    return end_of_field(trimmed(unescaped_[unescaped_count_ - 1]));
  }
}

// At the comma, line end or end of the bytes that follows a field.
CsvRowReader::Field CsvRowReader::end_of_field(std::string_view value) {
  if (static_cast<std::size_t>(at_ - row_start_) > limit_) {
    problem_ = RowProblem::too_long;
    return Field::broken;
  }
  if (at_ == end_ && !last_) return Field::incomplete;
  add_field(value);
  if (at_ == end_ || *at_ != ',') return Field::row_ends;
  ++at_;
  return Field::more;
}

// False if it cannot be known yet whether a carriage return is followed by a line feed.
bool CsvRowReader::pass_line_end() {
  if (at_ == end_) return last_;
  if (*at_ == '\r' && at_ + 1 == end_ && !last_) return false;
  const bool crlf = *at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n';
  at_ += crlf ? 2 : 1;
  return true;
}

CsvRowReader::Next CsvRowReader::finish_broken_row() {
  // An unclosed quote has run on through other rows: only its own first physical line is the row.
  if (problem_ == RowProblem::unclosed_quote) at_ = row_start_;
  at_ = std::find_if(at_, end_, is_line_end);
  raw_ = std::string_view(row_start_, static_cast<std::size_t>(at_ - row_start_));
  if (!pass_line_end()) return incomplete_row();
  ends_.seek(at_);
  next_line_ = row_line_ + 1 + count_line_ends(raw_);
  return Next::row;
}

void CsvRowReader::keep_unescaped(const char* from, const char* to) {
  if (unescaped_count_ == unescaped_.size()) unescaped_.emplace_back();
  std::string& out = unescaped_[unescaped_count_++];
  out.clear();
  for (const char* at = from; at != to; ++at) {
    out.push_back(*at);
    if (*at == '"') ++at;
  }
}

}  // namespace assize::pricing
