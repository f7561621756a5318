#include <algorithm>

#include "pricing/assessment/file_findings.h"
#include "pricing/fee_file/opening.h"
#include "pricing/text/csv_rows.h"
#include "pricing/text/encoding.h"
#include "registry/forms/form.h"

namespace assize::registry {
namespace {

using pricing::ColumnMap;
using pricing::CsvRowReader;
using pricing::Opening;

std::string line_place(std::uint64_t line) { return "line " + std::to_string(line); }

std::string joined(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view each : names) out.append(out.empty() ? "" : ", ").append(each);
  return out;
}

// A header that is not the form's own is never quoted: it may be a row of data.
void check_header(const Opening& opening, const Form& form, FormFaults& faults) {
  const std::string place = line_place(opening.header_line);
  if (opening.rows_before_header > 0) {
    faults.add(place, "the header is on this line, and there are rows above it: delete them");
  }
  for (const std::string& name : opening.map.missing) {
    faults.add(place, "the column " + name + " is missing: add it to the header and to every row");
  }
  std::vector<std::string> seen;
  for (std::size_t at = 0; at < opening.map.header.size(); ++at) {
    const std::string name = pricing::normal_column_name(opening.map.header[at]);
    const std::string which = "column " + std::to_string(at + 1);
    if (std::find(form.columns.begin(), form.columns.end(), name) == form.columns.end()) {
      faults.add(place, which + " is none of this file's, and what it does not ask for is not " +
                            "wanted: take it out. The columns are " + joined(form.columns));
    } else if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
      faults.add(place, which + " is " + name + " again: keep one of each");
    } else {
      seen.push_back(name);
    }
  }
}

bool is_empty(std::span<const std::string_view> fields) {
  return std::all_of(fields.begin(), fields.end(), [](auto field) { return field.empty(); });
}

std::uint64_t read_rows(std::string_view text, const Opening& opening, const Form& form,
                        FormFaults& faults, const OnFormRow& on_row) {
  CsvRowReader reader(text, opening.lines_first_line);
  std::uint64_t rows = 0;
  while (reader.next() == CsvRowReader::Next::row) {
    const auto fields = reader.fields();
    const bool is_broken = reader.problem() != pricing::RowProblem::none;
    if (!is_broken && is_empty(fields)) continue;  // commas that a spreadsheet left below
    ++rows;
    const std::string where = line_place(reader.line());
    if (is_broken) {
      faults.add(where, pricing::explain(reader.problem(), reader.problem_field()));
      continue;
    }
    if (fields.size() != opening.map.field_count) {
      faults.add(where, pricing::explain_field_count(fields.size(), opening.map.field_count));
      continue;
    }
    std::vector<std::string_view> values(form.columns.size());
    for (std::size_t column = 0; column < values.size(); ++column) {
      const std::uint16_t place = opening.map.place[column];
      if (place != ColumnMap::nowhere) values[column] = fields[place];
    }
    on_row(FormRow(where, std::move(values)));
  }
  return rows;
}

}  // namespace

std::uint64_t read_form_csv(std::string_view bytes, const Form& form, FormFaults& faults,
                            const OnFormRow& on_row) {
  const pricing::ColumnSet columns{form.columns, form.required, form.rows};
  const Opening opening =
      pricing::open_file(pricing::read_from_memory(bytes), pricing::ChunkSizes(), columns);
  if (opening.unreadable != pricing::Unreadable::none) {
    faults.add("the file", pricing::explain(opening));
    return 0;
  }
  check_header(opening, form, faults);
  if (!faults.empty()) return 0;
  std::string_view text = bytes.substr(opening.lines_offset);
  if (const auto at = pricing::find_control(text)) {
    const std::uint64_t line =
        opening.lines_first_line + pricing::count_line_ends(text.substr(0, *at));
    faults.add("the file",
               pricing::explain_control_byte(static_cast<unsigned char>(text[*at]), line));
    return 0;
  }
  std::string converted;
  if (opening.not_utf8 || !pricing::is_utf8(text)) {
    pricing::append_from_windows_1252(converted, text);
    text = converted;
  }
  const std::uint64_t rows = read_rows(text, opening, form, faults, on_row);
  if (rows == 0 && faults.empty()) {
    faults.add("the file", "the file has a header and no lines: write " + std::string(form.rows));
  }
  return rows;
}

}  // namespace assize::registry
