// The assessment for people to read.
#include "pricing/assessment/assess.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

std::string heading(const Finding& finding) {
  if (finding.line == 0) return "The file\n";
  std::string out = sentence("Line ", finding.line);
  if (!finding.urn.empty()) out += sentence(" · URN ", finding.urn);
  if (!finding.name.empty()) out += sentence(" · ", finding.name);
  return out + "\n";
}

void append_finding(const Finding& finding, std::string& out) {
  out += sentence("  ", code(finding.severity), " ", finding.rule);
  if (!finding.column.empty()) out += sentence(" (", finding.column, ")");
  out += sentence(": ", finding.message, "\n");
  for (const std::string& step : finding.working) out += sentence("      ", step, "\n");
}

std::string closing(const Assessment& assessment) {
  const bool nothing = assessment.counts.empty();
  std::string out = sentence(counted(assessment.lines, "line"), " checked against edition ",
                             assessment.edition, ": ");
  if (nothing) return out + "nothing found.\n";
  bool first = true;
  for (std::size_t i = assessment.severities.size(); i-- > 0;) {
    const std::uint64_t count = assessment.severities[i];
    if (count == 0) continue;
    const std::string_view word = code(static_cast<Severity>(i));
    const bool plural = static_cast<Severity>(i) != Severity::info && count != 1;
    out += sentence(first ? "" : ", ", count, " ", word, plural ? "s" : "");
    first = false;
  }
  out += ".\n";
  if (assessment.accepted()) out += "Nothing stops this file: there is no error and no hold.\n";
  return out;
}

}  // namespace

void write_text(const Assessment& assessment, const Write& write) {
  std::string out;
  const Finding* before = nullptr;
  for (const Finding& finding : assessment.findings) {
    if (before == nullptr || before->line != finding.line) {
      if (before != nullptr) out += "\n";
      out += heading(finding);
    }
    append_finding(finding, out);
    before = &finding;
    write(out);
    out.clear();
  }
  if (before != nullptr) out += "\n";
  out += closing(assessment);
  if (assessment.previous_unreadable > 0) {
    const bool one = assessment.previous_unreadable == 1;
    out += sentence(counted(assessment.previous_unreadable, "line"), " of last year's file ",
                    one ? "has" : "have",
                    " a field that is not of its form; such a field took no part.\n");
  }
  if (!assessment.not_assessed.empty()) {
    // Rules with one reason between them share a line.
    out += "Not assessed:\n";
    const auto& all = assessment.not_assessed;
    for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
      std::string rules;
      while (to < all.size() && all[to].because == all[from].because) {
        rules += sentence(rules.empty() ? "" : ", ", all[to++].rule);
      }
      out += sentence("  ", rules, ": ", all[from].because, "\n");
    }
  }
  write(out);
}

}  // namespace assize::pricing
