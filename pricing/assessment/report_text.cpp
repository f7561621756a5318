// The assessment for people to read.
#include "pricing/assessment/assess.h"
#include "pricing/assessment/report_parts.h"
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

std::string closing(const Assessment& assessment) {
  std::string out = sentence(counted(assessment.lines, "line"), " checked against edition ",
                             assessment.edition, ": ", severity_words(assessment.severities), "\n");
  if (!assessment.counts.empty() && assessment.accepted()) {
    out += "Nothing stops this file: there is no error and no hold.\n";
  }
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
    append_finding_text(finding, out);
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
  append_not_assessed(assessment.not_assessed, out);
  write(out);
}

}  // namespace assize::pricing
