#include "pricing/text/csv.h"

#include <algorithm>

#include "pricing/text/csv_rows.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

Fault control_fault(std::string_view bytes, std::size_t at) {
  const auto before = bytes.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  return {"line " + std::to_string(line),
          "the file is not text: it has a byte " +
              std::to_string(static_cast<unsigned>(static_cast<unsigned char>(bytes[at]))) +
              " on line " + std::to_string(line) + "; save it as CSV (UTF-8)"};
}

std::string what_is_wrong(const CsvRowReader& reader, std::size_t columns) {
  if (reader.problem() != RowProblem::none) {
    return explain(reader.problem(), reader.problem_field());
  }
  const std::size_t fields = reader.fields().size();
  if (fields == columns) return {};
  return "the row has " + std::to_string(fields) + (fields == 1 ? " field" : " fields") +
         " and the header has " + std::to_string(columns) +
         "; look for a comma that is missing, or one inside a value without quotes around it";
}

void copy_row(const CsvRowReader& reader, std::size_t columns, CsvRow& row) {
  row.line = reader.line();
  row.problem = what_is_wrong(reader, columns);
  if (reader.problem() != RowProblem::none) {
    row.fields.assign(1, std::string(reader.raw()));
    return;
  }
  row.fields.resize(reader.fields().size());
  std::copy(reader.fields().begin(), reader.fields().end(), row.fields.begin());
}

}  // namespace

Result<CsvTable> read_csv(std::string_view bytes,
                          const std::function<Result<bool>(const CsvTable&)>& on_header,
                          const std::function<void(const CsvRow&)>& on_row) {
  if (opens_like_utf16(bytes)) {
    return Fault{"line 1", "the file is UTF-16; save it as CSV (UTF-8)"};
  }
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  if (const auto at = find_control(bytes)) return control_fault(bytes, *at);

  CsvTable table;
  std::string converted;
  if (!is_utf8(bytes)) {
    table.was_windows_1252 = true;
    append_from_windows_1252(converted, bytes);
    bytes = converted;
  }

  CsvRowReader reader(bytes, 1);
  if (reader.next() != CsvRowReader::Next::row) {
    return Fault{"line 1", "the file is empty; its first row must name the columns"};
  }
  table.header_line = reader.line();
  const std::string place = "line " + std::to_string(table.header_line);
  if (reader.problem() != RowProblem::none) {
    return Fault{place,
                 "the header cannot be read: " + explain(reader.problem(), reader.problem_field())};
  }
  table.header.assign(reader.fields().begin(), reader.fields().end());
  if (table.header.size() == 1 && table.header[0].find_first_of(";\t|") != std::string::npos) {
    return Fault{place,
                 "the columns are not separated by commas; save the file as "
                 "comma-separated CSV"};
  }
  const Result<bool> go_on = on_header(table);
  if (!go_on.ok()) return go_on.faults();
  if (!*go_on) return table;

  CsvRow row;
  while (reader.next() == CsvRowReader::Next::row) {
    copy_row(reader, table.header.size(), row);
    on_row(row);
  }
  return table;
}

void append_csv_field(std::string& out, std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += field;
    return;
  }
  out.push_back('"');
  for (const char c : field) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

}  // namespace assize::pricing
