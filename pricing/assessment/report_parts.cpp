#include "pricing/assessment/report_parts.h"

#include "pricing/rules/words.h"
#include "pricing/text/json.h"

namespace assize::pricing {

std::string severity_words(const std::array<std::uint64_t, 5>& severities) {
  std::string out;
  for (std::size_t i = severities.size(); i-- > 0;) {
    const std::uint64_t count = severities[i];
    if (count == 0) continue;
    const std::string_view word = code(static_cast<Severity>(i));
    const bool plural = static_cast<Severity>(i) != Severity::info && count != 1;
    out += sentence(out.empty() ? "" : ", ", count, " ", word, plural ? "s" : "");
  }
  return out.empty() ? "nothing found." : out + ".";
}

void append_finding_text(const Finding& finding, std::string& out) {
  out += sentence("  ", code(finding.severity), " ", finding.rule);
  if (!finding.column.empty()) out += sentence(" (", finding.column, ")");
  out += sentence(": ", finding.message, "\n");
  for (const std::string& step : finding.working) out += sentence("      ", step, "\n");
}

void append_not_assessed(const std::vector<NotAssessed>& not_assessed, std::string& out) {
  if (not_assessed.empty()) return;
  out += "Not assessed:\n";
  for (std::size_t from = 0, to = 0; from < not_assessed.size(); from = to) {
    std::string rules;
    while (to < not_assessed.size() && not_assessed[to].because == not_assessed[from].because) {
      rules += sentence(rules.empty() ? "" : ", ", not_assessed[to++].rule);
    }
    out += sentence("  ", rules, ": ", not_assessed[from].because, "\n");
  }
}

void append_json_member(std::string& out, std::string_view key, std::string_view text) {
  append_json_string(out, key);
  out += ": ";
  append_json_string(out, text);
}

void append_json_members(std::string& out, JsonTexts keys_and_texts) {
  for (const auto& [key, text] : keys_and_texts) {
    out += ", ";
    append_json_member(out, key, text);
  }
}

void append_json_number(std::string& out, std::string_view key, std::uint64_t number) {
  append_json_string(out, key);
  out += ": ";
  out += std::to_string(number);
}

void append_counts_json(std::string& out, const std::map<std::string_view, std::uint64_t>& counts,
                        const std::vector<NotAssessed>& not_assessed) {
  out += ",\n \"counts\": {";
  bool first = true;
  for (const auto& [rule, count] : counts) {
    if (!first) out += ", ";
    append_json_number(out, rule, count);
    first = false;
  }
  out += "},\n \"not_assessed\": [";
  first = true;
  for (const NotAssessed& each : not_assessed) {
    out += first ? "\n  {" : ",\n  {";
    append_json_member(out, "rule", each.rule);
    out += ", ";
    append_json_member(out, "because", each.because);
    out += "}";
    first = false;
  }
  out += "]";
}

void append_working_json(std::string& out, const Finding& finding) {
  out += ", \"working\": [";
  for (std::size_t i = 0; i < finding.working.size(); ++i) {
    if (i > 0) out += ", ";
    append_json_string(out, finding.working[i]);
  }
  out += "]";
}

}  // namespace assize::pricing
