#include "pricing/returns/assess_returns.h"

#include <algorithm>
#include <map>

#include "pricing/returns/read_returns.h"
#include "pricing/returns/rules/overlapping_years.h"
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

// The days that each provider's returns in a file cover: by first day, none touching another.
class DaysCovered {
 public:
  explicit DaysCovered(std::span<const ParsedReturn> lines) {
    std::map<std::string_view, std::vector<std::size_t>> providers;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (!lines[at].has(only(ReturnColumn::provider)) || !lines[at].has_year()) continue;
      providers[lines[at].values.provider].push_back(at);
    }
    for (auto& [provider, own] : providers) {
      for (const std::span<const std::size_t> together : overlapping_years(lines, own)) {
        Days days{lines[together.front()].values.year_from, {}};
        for (const std::size_t at : together) days.to = std::max(days.to, lines[at].values.year_to);
        covered_[std::string(provider)].push_back(days);
      }
    }
  }

  // Whether an earlier return is of use: it is of a provider in the file, begins before that one's
  // last year ends, and is not replaced.
  bool leave_room_for(const FinancialReturn& values) const {
    const auto own = covered_.find(values.provider);
    if (own == covered_.end() || own->second.back().to < values.year_from) return false;
    const auto days = std::partition_point(own->second.begin(), own->second.end(),
                                           [&](const Days& d) { return d.to < values.year_from; });
    return values.year_to < days->from;
  }

 private:
  struct Days {
    Date from;
    Date to;
  };
  std::map<std::string, std::vector<Days>> covered_;
};

// The file's lines and, after them, the earlier returns that are of use.
std::vector<ParsedReturn> with_earlier(std::vector<ParsedReturn> lines, std::string_view earlier) {
  const DaysCovered covered(lines);
  for (FinancialReturn& values : read_returns(earlier)) {
    if (values.year_to < values.year_from || !covered.leave_room_for(values)) continue;
    values.line = 0;  // of another file
    ParsedReturn& line = lines.emplace_back();
    line.values = std::move(values);
    line.good = all_return_columns;
  }
  return lines;
}

void judge_growth_after(const ReturnsFile& file, std::string_view earlier,
                        const std::vector<bool>& overlaps, ReturnJudging& judging) {
  if (earlier.empty()) {
    judge_growth(file.lines, file.lines.size(), overlaps, judging);
    return;
  }
  const std::vector<ParsedReturn> lines = with_earlier(file.lines, earlier);
  Findings told(false);  // what overlaps in the file has been told
  ReturnJudging silent{judging.book, judging.columns_unreadable, told, {}};
  judge_growth(lines, file.lines.size(), judge_repeated_years(lines, silent), judging);
}

}  // namespace

Assessment assess_returns(std::string_view returns, const RuleBook& book, bool keep_findings,
                          std::string_view earlier) {
  Findings findings(keep_findings);
  const ReturnsFile file = read_returns_file(returns, findings);
  ReturnJudging judging{book, file.columns_unreadable, findings, {}};
  if (!file.unreadable) {
    for (const ParsedReturn& line : file.lines) judge_return(line, judging);
    const std::vector<bool> overlaps = judge_repeated_years(file.lines, judging);
    judge_growth_after(file, earlier, overlaps, judging);
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
