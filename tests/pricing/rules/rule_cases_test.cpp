#include <gtest/gtest.h>

#include "tests/pricing/rules/case_runner.h"

namespace assize::pricing {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

void run_cases(const std::string& file, const std::string& edition = "book.json") {
  const RuleBook book = book_for_tests(edition);
  const std::vector<RuleCase> cases = read_cases("tests/pricing/rules/" + file);
  ASSERT_FALSE(cases.empty());
  for (const RuleCase& each : cases) {
    AssessInput input;
    input.fees = read_from_memory(each.now);
    input.book = &book;
    if (!each.before.empty()) input.previous = read_from_memory(each.before);
    RegisterView view;
    if (!each.register_csv.empty()) {
      view = read_register(each.register_csv).value();
      input.register_view = &view;
    }
    Facts facts;
    if (const std::string json = facts_json(each); !json.empty()) {
      const auto read = read_facts(json);
      ASSERT_TRUE(read) << file << ":" << each.line << ": " << read.faults()[0].place << ": "
                        << read.faults()[0].message;
      facts = *read;
      input.facts = &facts;
    }
    input.filed = Date::parse(each.filed).value();
    input.jobs = 1;
    const Assessment assessment = assess(input);
    EXPECT_EQ(joined(outcome(assessment, each.expected)), joined(each.expected))
        << file << ":" << each.line << ": " << each.name << "\n"
        << each.before << each.now;
    input.keep_findings = false;
    const Assessment counted = assess(input);
    EXPECT_EQ(counted.counts, assessment.counts) << file << ":" << each.line;
    EXPECT_EQ(counted.not_assessed, assessment.not_assessed) << file << ":" << each.line;
    EXPECT_TRUE(counted.findings.empty());
  }
}

TEST(LineRules, JudgeAsTheirCasesSay) { run_cases("line_cases.txt"); }
TEST(BandRules, JudgeAsTheirCasesSay) { run_cases("band_cases.txt"); }
TEST(SchoolRules, JudgeAsTheirCasesSay) { run_cases("school_cases.txt"); }
TEST(IncreaseRules, JudgeAsTheirCasesSay) { run_cases("increase_cases.txt"); }
TEST(BasketRule, JudgesAsItsCasesSay) { run_cases("basket_cases.txt"); }

TEST(FactRules, JudgeAsTheirCasesSay) { run_cases("fact_cases.txt", "fact_book.json"); }

}  // namespace
}  // namespace assize::pricing
