// The assessment as JSON, keys and their order fixed; amounts of money are always strings.
#include "pricing/assessment/assess.h"
#include "pricing/assessment/report_parts.h"
#include "pricing/text/json.h"

namespace assize::pricing {
namespace {

// All but the findings, without the closing brace.
void append_summary(std::string& out, const Assessment& assessment) {
  out += "{";
  append_json_member(out, "edition", assessment.edition);
  out += ", ";
  append_json_member(out, "rule_book_sha256", assessment.rule_book_sha256);
  out += ", ";
  append_json_number(out, "lines", assessment.lines);
  if (assessment.has_previous) {
    out += ", ";
    append_json_number(out, "previous_unreadable", assessment.previous_unreadable);
  }
  append_counts_json(out, assessment.counts, assessment.not_assessed);
}

void append_finding(std::string& out, const Finding& finding) {
  out += "{";
  append_json_member(out, "rule", finding.rule);
  out += ", ";
  append_json_member(out, "severity", code(finding.severity));
  out += ", ";
  append_json_number(out, "line", finding.line);
  const std::pair<std::string_view, std::string_view> texts[] = {
      {"column", finding.column},  {"urn", finding.urn},     {"name", finding.name},
      {"value", finding.value},    {"limit", finding.limit}, {"band", finding.band},
      {"message", finding.message}};
  append_json_members(out, texts);
  append_working_json(out, finding);
  out += "}";
}

}  // namespace

void write_json(const Assessment& assessment, const Write& write) {
  std::string out;
  append_summary(out, assessment);
  out += ",\n \"findings\": [";
  bool first = true;
  for (const Finding& finding : assessment.findings) {
    out += first ? "\n  " : ",\n  ";
    append_finding(out, finding);
    first = false;
    write(out);
    out.clear();
  }
  out += "]}\n";
  write(out);
}

void write_summary(const Assessment& assessment, const Write& write) {
  std::string out;
  append_summary(out, assessment);
  out += "}\n";
  write(out);
}

}  // namespace assize::pricing
