#include "registry/filings/steps/decide.h"

#include <algorithm>
#include <unordered_map>

namespace assize::registry {
namespace {

using pricing::Severity;

struct Judged {
  bool any_error = false;
  bool any_hold = false;
  bool whole_file_error = false;
  std::unordered_map<std::uint64_t, FilingStatus> lines;  // by physical line; those not accepted
};

bool is_of_whole_file(const pricing::Finding& finding) {
  return finding.line == 0 || finding.rule == "FILE-01" || finding.rule == "FILE-02";
}

Judged judge(const pricing::Assessment& assessment) {
  Judged judged;
  for (const pricing::Finding& finding : assessment.findings) {
    if (finding.severity == Severity::error) {
      judged.any_error = true;
      if (is_of_whole_file(finding)) judged.whole_file_error = true;
      judged.lines[finding.line] = FilingStatus::refused;
    } else if (finding.severity == Severity::hold) {
      judged.any_hold = true;
      judged.lines.try_emplace(finding.line, FilingStatus::held);
    }
  }
  return judged;
}

std::vector<FilingStatus> decide_lines(const Judged& judged,
                                       std::span<const pricing::FeeLine> lines,
                                       FilingChoice choice) {
  std::vector<FilingStatus> decisions(lines.size(), FilingStatus::refused);
  if (judged.whole_file_error) return decisions;
  if (choice == FilingChoice::all_or_nothing) {
    if (judged.any_error) return decisions;
    std::fill(decisions.begin(), decisions.end(),
              judged.any_hold ? FilingStatus::held : FilingStatus::in_effect);
    return decisions;
  }
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const auto found = judged.lines.find(lines[index].physical_line);
    decisions[index] = found == judged.lines.end() ? FilingStatus::in_effect : found->second;
  }
  return decisions;
}

}  // namespace

Decision decide(const pricing::Assessment& assessment, std::span<const pricing::FeeLine> lines,
                FilingChoice choice) {
  Judged judged = judge(assessment);
  // A row that is no line has an error of its own; were one ever without, nothing is let through.
  if (assessment.lines != lines.size()) judged.any_error = true;
  Decision decision;
  decision.lines = decide_lines(judged, lines, choice);
  for (const FilingStatus line : decision.lines) {
    if (line == FilingStatus::in_effect) ++decision.in_effect;
    if (line == FilingStatus::held) ++decision.held;
  }
  const std::uint64_t accepted = decision.in_effect + decision.held;
  decision.refused = std::max<std::uint64_t>(assessment.lines, lines.size()) - accepted;
  if (accepted > 0) {
    decision.status = decision.held > 0 ? FilingStatus::held : FilingStatus::in_effect;
  }
  return decision;
}

}  // namespace assize::registry
