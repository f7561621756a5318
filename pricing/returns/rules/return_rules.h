// The rules on financial returns: PRF-01 to PRF-09, MKT-03 and MKT-04, and of the rules on lines
// FV-02, FV-08 and FV-11 as far as they speak of a return. Amounts are compared exactly. A judging
// is used by one thread.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pricing/returns/parse_return.h"
#include "pricing/rules/finding.h"

namespace assize::pricing {

// Why rules could not judge some lines, in words that a count of lines ends ("... is not given
// on").
struct LineCount {
  std::uint64_t count = 0;
  std::uint64_t last_line = 0;  // so that a line is counted once for each reason
};
using ReturnsNotJudged = std::map<std::pair<Rule, std::string>, LineCount>;

struct ReturnJudging {
  const RuleBook& book;
  Columns columns_unreadable;  // missing or repeated in the header: said once for the file
  Findings& findings;
  ReturnsNotJudged not_judged;

  // Whether all those columns of a line can be read; if not, says so of the rule.
  bool can_read(Rule rule, const ParsedReturn& line, Columns columns);
  // The parameter's value on the last day of the line's year; if there is none, says so of the
  // rule.
  const ParameterValue* in_force(Rule rule, const ParsedReturn& line, Parameter parameter);
  void not_judge(Rule rule, const ParsedReturn& line, std::string because) {
    LineCount& lines = not_judged[{rule, std::move(because)}];
    if (lines.last_line != line.values.line) ++lines.count;
    lines.last_line = line.values.line;
  }

  // A finding on a line, its provider as its name.
  template <typename Explain>
  void report(Rule rule, const ParsedReturn& line, ReturnColumn column, Explain&& explain) {
    findings.report(rule, line.values.line, name(column), [&](Finding& finding) {
      finding.name = line.provider_as_written();
      explain(finding);
    });
  }
};

// Each line by itself: all but what the next three judge.
void judge_return(const ParsedReturn& line, ReturnJudging& judging);
// PRF-06, PRF-07 and PRF-09, for judge_return.
void judge_payments_to_owners(const ParsedReturn& line, ReturnJudging& judging);
void judge_disguised_profit(const ParsedReturn& line, ReturnJudging& judging);
void judge_evidence(const ParsedReturn& line, ReturnJudging& judging);

// FV-08: a provider's years that overlap. Says of each line whether its year overlaps another.
std::vector<bool> judge_repeated_years(std::span<const ParsedReturn> lines, ReturnJudging& judging);
// PRF-02, over three years of a provider, of which the last is one of the first `judged` lines: the
// lines after them are earlier returns.
void judge_growth(std::span<const ParsedReturn> lines, std::size_t judged,
                  const std::vector<bool>& overlaps, ReturnJudging& judging);
// PRF-01 for groups: on the group's last line of a year.
void judge_groups(std::span<const ParsedReturn> lines, const std::vector<bool>& overlaps,
                  ReturnJudging& judging);

}  // namespace assize::pricing
