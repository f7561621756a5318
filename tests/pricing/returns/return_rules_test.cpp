#include <gtest/gtest.h>

#include <algorithm>

#include "pricing/returns/assess_returns.h"
#include "tests/pricing/returns/return_cases.h"
#include "tests/pricing/rules/case_runner.h"

namespace assize::pricing {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

std::vector<std::string> outcome_of_returns(const Assessment& assessment,
                                            const std::vector<std::string>& like) {
  std::vector<std::string> of_findings;
  bool asks = false;
  for (const std::string& each : like) {
    const bool is_not = each.starts_with("not ") || each == "all";
    asks = asks || is_not;
    if (!is_not) of_findings.push_back(each);
  }
  std::vector<std::string> out = outcome(assessment, of_findings);
  if (!asks) return out;
  if (assessment.not_assessed.empty()) out.push_back("all");
  for (const NotAssessed& each : assessment.not_assessed) {
    out.push_back("not " + each.rule + "|" + each.because);
  }
  return out;
}

void run_cases(const std::string& name) {
  const RuleBook book = returns_book();
  for (const ReturnCase& each : read_return_cases("tests/pricing/returns/" + name)) {
    const Assessment assessment = assess_returns(each.file, book);
    EXPECT_EQ(joined(outcome_of_returns(assessment, each.expected)), joined(each.expected))
        << name << ":" << each.line << ": " << each.name << "\n"
        << each.file;
    const Assessment counted = assess_returns(each.file, book, false);
    EXPECT_EQ(counted.counts, assessment.counts) << name << ":" << each.line;
    EXPECT_EQ(counted.not_assessed, assessment.not_assessed) << name << ":" << each.line;
    EXPECT_TRUE(counted.findings.empty());
  }
}

TEST(LimitRulesOfReturns, JudgeAsTheirCasesSay) { run_cases("limit_cases.txt"); }
TEST(ProfitRulesOfReturns, JudgeAsTheirCasesSay) { run_cases("profit_cases.txt"); }
TEST(EvidenceRuleOfReturns, JudgesAsItsCasesSay) { run_cases("evidence_cases.txt"); }
TEST(GrowthRuleOfReturns, JudgesAsItsCasesSay) { run_cases("growth_cases.txt"); }
TEST(GroupRuleOfReturns, JudgesAsItsCasesSay) { run_cases("group_cases.txt"); }
TEST(FormsOfReturns, JudgeAsTheirCasesSay) { run_cases("form_cases.txt"); }

}  // namespace
}  // namespace assize::pricing
