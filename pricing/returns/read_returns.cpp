#include "pricing/returns/read_returns.h"

#include <algorithm>

#include "pricing/assessment/file_findings.h"
#include "pricing/text/csv_rows.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

// A spreadsheet may leave rows of commas alone below its last line: they say nothing.
bool is_empty(std::span<const std::string_view> fields) {
  return std::all_of(fields.begin(), fields.end(), [](auto field) { return field.empty(); });
}

Columns unreadable_columns(const ColumnMap& map) {
  Columns out = 0;
  for (std::size_t at = 0; at < return_column_count; ++at) {
    const auto column = static_cast<ReturnColumn>(at);
    if ((map.present & only(column)) != 0) continue;
    // An optional column that is not there is as if it were blank; one that is there twice is not.
    const bool is_named = std::any_of(map.header.begin(), map.header.end(), [&](const auto& each) {
      return normal_column_name(each) == name(column);
    });
    if (is_named || (only(column) & optional_return_columns) == 0) out |= only(column);
  }
  return out;
}

void read_rows(std::string_view text, const Opening& opening, ReturnsFile& file,
               Findings& findings) {
  CsvRowReader reader(text, opening.lines_first_line);
  while (reader.next() == CsvRowReader::Next::row) {
    const auto fields = reader.fields();
    const bool broken = reader.problem() != RowProblem::none;
    if (!broken && is_empty(fields)) continue;
    ++file.rows;
    if (broken || fields.size() != opening.map.field_count) {
      report_row(reader, opening.map.field_count, findings);
      continue;
    }
    file.lines.push_back(parse_return(fields, opening.map, file.columns_unreadable));
    file.lines.back().values.line = reader.line();
  }
}

}  // namespace

ReturnsFile read_returns_file(std::string_view bytes, Findings& findings) {
  ReturnsFile file;
  const Opening opening = open_file(read_from_memory(bytes), ChunkSizes(), return_column_set);
  report_opening(opening, findings);
  file.unreadable = opening.unreadable != Unreadable::none;
  if (file.unreadable) return file;

  std::string_view text = bytes.substr(opening.lines_offset);
  if (const auto at = find_control(text)) {
    file.unreadable = true;
    findings = Findings(findings.keeps());
    const auto before = text.substr(0, *at);
    report_control_byte(static_cast<unsigned char>(text[*at]),
                        opening.lines_first_line + count_line_ends(before), findings);
    return file;
  }
  const bool windows_1252 = opening.not_utf8 || !is_utf8(text);
  std::string converted;
  if (windows_1252) {
    append_from_windows_1252(converted, text);
    text = converted;
  }
  file.columns_unreadable = unreadable_columns(opening.map);
  read_rows(text, opening, file, findings);
  report_reading(opening, file.rows, windows_1252, findings);
  return file;
}

std::vector<FinancialReturn> read_returns(std::string_view bytes) {
  Findings unused(false);
  ReturnsFile file = read_returns_file(bytes, unused);
  std::vector<FinancialReturn> out;
  for (ParsedReturn& line : file.lines) {
    if (line.has(all_return_columns)) out.push_back(std::move(line.values));
  }
  return out;
}

}  // namespace assize::pricing
