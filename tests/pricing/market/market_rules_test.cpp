#include <gtest/gtest.h>

#include "tests/pricing/market/market_cases.h"

namespace assize::pricing {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

void run_cases(const std::string& name) {
  const RuleBook book = market_book();
  for (const MarketCase& each : read_market_cases("tests/pricing/market/" + name)) {
    const auto facts = read_market_facts(each.facts_json());
    ASSERT_TRUE(facts) << name << ":" << each.line << ": " << facts.faults()[0].place << " "
                       << facts.faults()[0].message;
    const MarketAssessment assessment = assess_market(*facts, book, Date::parse(each.at).value());
    EXPECT_EQ(joined(market_outcome(assessment, each.rule, each.expected)), joined(each.expected))
        << name << ":" << each.line << ": " << each.name << "\n"
        << each.facts_json();
  }
}

TEST(ShareRule, JudgesAsItsCasesSay) { run_cases("share_cases.txt"); }
TEST(AlternativesRule, JudgesAsItsCasesSay) { run_cases("alternatives_cases.txt"); }
TEST(StandardsRule, JudgesAsItsCasesSay) { run_cases("standards_cases.txt"); }
TEST(ConcentrationRule, JudgesAsItsCasesSay) { run_cases("concentration_cases.txt"); }
TEST(BasisRule, JudgesAsItsCasesSay) { run_cases("basis_cases.txt"); }

}  // namespace
}  // namespace assize::pricing
