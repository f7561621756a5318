// The assessment as JSON, keys and their order fixed; amounts of money are always strings.
#include "pricing/assessment/assess.h"
#include "pricing/text/json.h"

namespace assize::pricing {
namespace {

void append_member(std::string& out, std::string_view key, std::string_view text) {
  append_json_string(out, key);
  out += ": ";
  append_json_string(out, text);
}

void append_number(std::string& out, std::string_view key, std::uint64_t number) {
  append_json_string(out, key);
  out += ": ";
  out += std::to_string(number);
}

// All but the findings, without the closing brace.
void append_summary(std::string& out, const Assessment& assessment) {
  out += "{";
  append_member(out, "edition", assessment.edition);
  out += ", ";
  append_member(out, "rule_book_sha256", assessment.rule_book_sha256);
  out += ", ";
  append_number(out, "lines", assessment.lines);
  if (assessment.has_previous) {
    out += ", ";
    append_number(out, "previous_unreadable", assessment.previous_unreadable);
  }
  out += ",\n \"counts\": {";
  bool first = true;
  for (const auto& [rule, count] : assessment.counts) {
    if (!first) out += ", ";
    append_number(out, rule, count);
    first = false;
  }
  out += "},\n \"not_assessed\": [";
  first = true;
  for (const NotAssessed& each : assessment.not_assessed) {
    out += first ? "\n  {" : ",\n  {";
    append_member(out, "rule", each.rule);
    out += ", ";
    append_member(out, "because", each.because);
    out += "}";
    first = false;
  }
  out += "]";
}

void append_finding(std::string& out, const Finding& finding) {
  out += "{";
  append_member(out, "rule", finding.rule);
  out += ", ";
  append_member(out, "severity", code(finding.severity));
  out += ", ";
  append_number(out, "line", finding.line);
  const std::pair<std::string_view, std::string_view> texts[] = {
      {"column", finding.column},  {"urn", finding.urn},     {"name", finding.name},
      {"value", finding.value},    {"limit", finding.limit}, {"band", finding.band},
      {"message", finding.message}};
  for (const auto& [key, text] : texts) {
    out += ", ";
    append_member(out, key, text);
  }
  out += ", \"working\": [";
  for (std::size_t i = 0; i < finding.working.size(); ++i) {
    if (i > 0) out += ", ";
    append_json_string(out, finding.working[i]);
  }
  out += "]}";
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
