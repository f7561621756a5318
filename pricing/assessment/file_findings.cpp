#include "pricing/assessment/file_findings.h"

#include "pricing/rules/words.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += sentence(out.empty() ? "" : ", ", name);
  return out;
}

void report_unreadable(const Opening& opening, Findings& findings) {
  const bool header =
      opening.unreadable == Unreadable::empty || opening.unreadable == Unreadable::no_header;
  const Rule rule = header ? Rule::file_02 : Rule::file_01;
  findings.report(rule, opening.problem_line, "", [&](Finding& finding) {
    finding.message = explain(opening);
    finding.show("nothing else of the file was judged");
  });
}

}  // namespace

void report_opening(const Opening& opening, Findings& findings) {
  if (opening.unreadable != Unreadable::none) {
    report_unreadable(opening, findings);
    return;
  }
  const ColumnMap& map = opening.map;
  const std::uint64_t line = opening.header_line;
  if (opening.rows_before_header > 0) {
    findings.report(Rule::file_02, line, "", [&](Finding& finding) {
      finding.value = std::to_string(line);
      finding.limit = "1";
      finding.message = sentence("the header is on line ", line, ", below ",
                                 counted(opening.rows_before_header, "row"),
                                 "; delete what is above it, so that the header comes first");
      finding.show(sentence("header found on line ", line));
    });
  }
  if (!map.missing.empty()) {
    findings.report(Rule::file_02, line, "", [&](Finding& finding) {
      finding.value = listed(map.missing);
      finding.message =
          sentence(map.missing.size() == 1 ? "a required column is missing: "
                                           : "required columns are missing: ",
                   finding.value, "; add ", map.missing.size() == 1 ? "it" : "each of them",
                   " to the header and to every row");
      finding.show(sentence("columns as read: ", excerpt(listed(map.header), 1000)));
    });
  }
  if (!map.repeated.empty()) {
    findings.report(Rule::file_02, line, "", [&](Finding& finding) {
      finding.value = excerpt(listed(map.repeated), 1000);
      finding.message = sentence(map.repeated.size() == 1 ? "a column is named more than once: "
                                                          : "columns are named more than once: ",
                                 finding.value, "; keep one of each");
      finding.show(sentence("columns as read: ", excerpt(listed(map.header), 1000)));
    });
  }
  for (const std::size_t field : map.unknown) {
    findings.report(Rule::file_04, line, excerpt(map.header[field], 100), [&](Finding& finding) {
      finding.value = excerpt(map.header[field], 100);
      finding.message =
          finding.value.empty()
              ? sentence("column ", field + 1, " has no name; it is kept and not read")
              : sentence("the column ", finding.value,
                         " is not known; it is kept and not read. Begin its name with x_ if it is "
                         "your own");
      finding.show(sentence("column ", field + 1, " of ", map.field_count));
    });
  }
}

void report_reading(const Opening& opening, std::uint64_t rows, bool windows_1252,
                    Findings& findings) {
  if (windows_1252) {
    findings.report_as(Severity::warning, Rule::file_01, 0, "", [](Finding& finding) {
      finding.message =
          "the file is not UTF-8 and was read as Windows-1252; check any £ and accented letters, "
          "or save it as CSV (UTF-8)";
      finding.show("some bytes are no UTF-8 character");
    });
  }
  if (rows == 0) {
    findings.report(Rule::file_02, opening.header_line, "", [&](Finding& finding) {
      finding.message =
          sentence("the file has a header and no lines; write ", opening.columns.rows);
      finding.show("rows under the header: 0");
    });
  }
}

std::string explain_field_count(std::size_t fields, std::size_t columns) {
  return sentence("the row has ", counted(fields, "field"), " and the header has ",
                  counted(columns, "column"), "; ",
                  fields < columns ? "look for a comma or a value that is missing"
                                   : "look for a comma inside a value without quotes around it");
}

void report_row(const CsvRowReader& reader, std::size_t columns, Findings& findings) {
  findings.report(Rule::file_03, reader.line(), "", [&](Finding& finding) {
    if (reader.problem() != RowProblem::none) {
      finding.message = explain(reader.problem(), reader.problem_field());
      finding.show(sentence("the row begins: ", excerpt(reader.raw(), 100)));
      return;
    }
    const std::size_t fields = reader.fields().size();
    finding.value = std::to_string(fields);
    finding.limit = std::to_string(columns);
    finding.message = explain_field_count(fields, columns);
    finding.show(sentence("fields in the row: ", fields),
                 sentence("columns in the header: ", columns),
                 sentence("the row begins: ", excerpt(reader.raw(), 100)));
  });
}

void report_control_byte(unsigned byte, std::uint64_t line, Findings& findings) {
  findings.report(Rule::file_01, line, "", [&](Finding& finding) {
    finding.value = std::to_string(byte);
    finding.message = explain_control_byte(byte, line);
    finding.show("nothing else of the file was judged");
  });
}

}  // namespace assize::pricing
