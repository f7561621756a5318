#include "pricing/fee_file/opening.h"

#include <algorithm>
#include <array>

#include "pricing/text/csv_rows.h"
#include "pricing/text/encoding.h"
#include "pricing/text/text_kinds.h"

namespace assize::pricing {
namespace {

constexpr std::size_t rows_searched = 100;       // for a header that has lines before it
constexpr std::size_t header_names_columns = 3;  // at least so many, or it is no header

struct Delimiter {
  char mark;
  std::string_view name;
};
constexpr std::array delimiters{Delimiter{';', "semicolons"}, Delimiter{'\t', "tabs"},
                                Delimiter{'|', "bars"}};

// Whether a row would be a header if its fields were parted by that mark.
bool is_header_by(std::string_view raw, char mark, const ColumnSet& columns) {
  std::vector<std::string> names;
  for (std::size_t from = 0; from <= raw.size();) {
    const std::size_t to = std::min(raw.find(mark, from), raw.size());
    std::string_view field = trimmed(raw.substr(from, to - from));
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
      field = field.substr(1, field.size() - 2);
    }
    names.emplace_back(field);
    from = to + 1;
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return map_columns(views, columns).recognised >= header_names_columns;
}

// Looks for the header among the first rows; true if it is there, or is by another delimiter.
bool find_header(CsvRowReader& reader, Opening& opening) {
  std::uint64_t rows = 0;
  for (; rows < rows_searched && reader.next() == CsvRowReader::Next::row; ++rows) {
    const std::string_view raw = reader.raw().substr(0, 10'000);
    if (reader.problem() == RowProblem::none) {
      ColumnMap map = map_columns(reader.fields(), opening.columns);
      if (map.recognised >= header_names_columns) {
        opening.map = std::move(map);
        opening.header_line = reader.line();
        opening.rows_before_header = rows;
        return true;
      }
    }
    for (const Delimiter& delimiter : delimiters) {
      if (!is_header_by(raw, delimiter.mark, opening.columns)) continue;
      opening.unreadable = Unreadable::other_delimiter;
      opening.detail = delimiter.name;
      opening.problem_line = reader.line();
      return true;
    }
  }
  opening.unreadable = rows == 0 ? Unreadable::empty : Unreadable::no_header;
  opening.problem_line = 1;
  return false;
}

}  // namespace

Opening open_file(const ReadAt& read, ChunkSizes sizes, const ColumnSet& columns) {
  Opening opening;
  opening.columns = columns;
  ChunkBuffer buffer;
  std::span<char> into;
  std::size_t size = 0;
  // The first bytes are mostly enough; more are read where a header has much before it, and more
  // yet only for a long first row.
  for (const std::size_t wanted :
       {std::size_t{1} << 12, std::size_t{1} << 16, sizes.row_limit_bytes + 2}) {
    if (wanted < size) break;
    into = buffer.grow(wanted, size);
    size += read_fully(read, size, into.subspan(size));
    std::string_view bytes(into.data(), size);
    const bool last = size < wanted;

    opening = Opening();
    opening.columns = columns;
    if (opens_like_utf16(bytes)) {
      opening.unreadable = Unreadable::utf16;
      opening.problem_line = 1;
      return opening;
    }
    const std::size_t mark = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    bytes.remove_prefix(mark);
    const auto whole = [last](std::string_view all) {
      return all.substr(0, all.size() - (last ? 0 : cut_short(all)));
    };
    const TextKinds kinds = kinds_of_text(whole(bytes));
    const auto control = kinds.control ? find_control(bytes) : std::nullopt;
    const std::string_view text = bytes.substr(0, control.value_or(bytes.size()));
    opening.not_utf8 = control ? !is_utf8(whole(text)) : !kinds.utf8;

    std::string converted;
    if (opening.not_utf8) append_from_windows_1252(converted, text);
    CsvRowReader reader(opening.not_utf8 ? converted : text, 1, last, sizes.row_limit_bytes);
    const bool found = find_header(reader, opening);
    if (!found && control) {
      opening.unreadable = Unreadable::control_byte;
      opening.detail = std::to_string(static_cast<unsigned char>(bytes[*control]));
      opening.problem_line =
          1 + static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
      return opening;
    }
    if (!found && !last && wanted <= sizes.row_limit_bytes) continue;
    if (opening.unreadable != Unreadable::none) return opening;
    // Where the header ends is counted in the file's own bytes, not in those converted.
    if (opening.not_utf8) {
      reader = CsvRowReader(text, 1, last, sizes.row_limit_bytes);
      while (reader.line() != opening.header_line) {
        if (reader.next() != CsvRowReader::Next::row) break;
      }
    }
    opening.lines_offset = mark + reader.position();
    opening.lines_first_line = reader.next_line();
    return opening;
  }
  return opening;
}

std::string explain_control_byte(unsigned byte, std::uint64_t line) {
  return "the file is not text: line " + std::to_string(line) + " has a byte " +
         std::to_string(byte) + "; save it from the spreadsheet as CSV (UTF-8) and try again";
}

std::string explain(const Opening& opening) {
  const std::string line = std::to_string(opening.problem_line);
  switch (opening.unreadable) {
    case Unreadable::none:
      return {};
    case Unreadable::empty:
      return "the file is empty: its first row must name the columns, and " +
             std::string(opening.columns.rows) + " must follow";
    case Unreadable::utf16:
      return "the file is UTF-16, not UTF-8; save it from the spreadsheet as CSV (UTF-8)";
    case Unreadable::control_byte:
      return explain_control_byte(static_cast<unsigned>(std::stoul(opening.detail)),
                                  opening.problem_line);
    case Unreadable::other_delimiter:
      return "the columns are separated by " + opening.detail + ", not commas (line " + line +
             "); save the file as CSV with commas";
    case Unreadable::no_header: {
      std::string out = "no header row was found: one row must name the columns";
      for (std::size_t c = 0; c < opening.columns.required; ++c) {
        out += c == 0 ? " " : ", ";
        out += opening.columns.names[c];
      }
      return out;
    }
  }
  return {};
}

}  // namespace assize::pricing
