#include "pricing/returns/assess_returns.h"

#include "pricing/returns/read_returns.h"
#include "pricing/returns/rules/return_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

// Which of the rules on returns could not judge what, in the order of the table of rules.
std::vector<NotAssessed> list_returns_not_assessed(const ReturnsFile& file,
                                                   const ReturnsNotJudged& not_judged) {
  std::vector<NotAssessed> out;
  for (const RuleEntry& rule : rule_table()) {
    if (!rule.facts.has(FactKind::yearly_return)) continue;
    const auto add = [&](std::string because) {
      out.push_back({std::string(rule.id), std::move(because)});
    };
    if (file.unreadable) {
      add("the file could not be read");
      continue;
    }
    std::string missing;
    for (std::size_t at = 0; at < return_column_count; ++at) {
      const Columns column = only(static_cast<ReturnColumn>(at));
      if ((rule.return_columns & file.columns_unreadable & column) == 0) continue;
      missing += sentence(missing.empty() ? "the file has not one column " : ", ",
                          return_column_names[at]);
    }
    if (!missing.empty()) add(missing);
    for (auto reason = not_judged.lower_bound({rule.rule, ""});
         reason != not_judged.end() && reason->first.first == rule.rule; ++reason) {
      add(reason->first.second + counted(reason->second.count, "line"));
    }
  }
  return out;
}

}  // namespace

Assessment assess_returns(std::string_view returns, const RuleBook& book, bool keep_findings) {
  Findings findings(keep_findings);
  const ReturnsFile file = read_returns_file(returns, findings);
  ReturnJudging judging{book, file.columns_unreadable, findings, {}};
  if (!file.unreadable) {
    for (const ParsedReturn& line : file.lines) judge_return(line, judging);
    const std::vector<bool> overlaps = judge_repeated_years(file.lines, judging);
    judge_growth(file.lines, overlaps, judging);
    judge_groups(file.lines, overlaps, judging);
  }
  Assessment out;
  take_findings(findings, book, out);
  out.lines = file.rows;
  out.not_assessed = list_returns_not_assessed(file, judging.not_judged);
  return out;
}

void write_annotated_returns(const Assessment& assessment, std::string_view returns,
                             const Write& write) {
  write_annotated_csv(assessment, read_from_memory(returns), write, return_column_set);
}

}  // namespace assize::pricing
