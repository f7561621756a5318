#include "registry/filings/steps/compare_assessments.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

using Said = std::vector<std::string>;

std::string assessment(const std::string& findings, const std::string& counts = "{}",
                       const std::string& not_assessed = "[]") {
  return R"({"edition": "1", "lines": 2, "counts": )" + counts + R"(, "not_assessed": )" +
         not_assessed + R"(, "findings": [)" + findings + "]}\n";
}

std::string finding(const std::string& rule, int line, const std::string& value,
                    const std::string& message) {
  return R"({"rule": ")" + rule + R"(", "severity": "error", "line": )" + std::to_string(line) +
         R"(, "column": "education", "value": ")" + value + R"(", "message": ")" + message +
         R"(", "working": []})";
}

Said said(const std::string& stored, const std::string& replayed) {
  Said out;
  for (const ReplayDifference& each : compare_assessments(stored, replayed)) {
    out.push_back(each.part + ": " + each.message);
  }
  return out;
}

TEST(CompareAssessments, SaysNothingOfTheSameBytes) {
  const std::string one = assessment(finding("FV-05", 2, "1.00", "too dear"));
  EXPECT_EQ(said(one, one), Said{});
}

TEST(CompareAssessments, NamesWhatAppearedWentAndChanged) {
  EXPECT_EQ(said(assessment(finding("FV-05", 2, "1.00", "too dear") + "," +
                            finding("FV-06", 3, "1.00", "too cheap")),
                 assessment(finding("FV-05", 2, "1.01", "too dear") + "," +
                            finding("FV-07", 3, "1.00", "no band"))),
            (Said{"finding: FV-05 on line 2, education changed: value was \"1.00\" and is \"1.01\"",
                  "finding: FV-06 on line 3, education is found no more: too cheap",
                  "finding: FV-07 on line 3, education appeared: no band"}));
}

TEST(CompareAssessments, TellsFindingsOfOnePlaceApart) {
  const std::string one = finding("FV-05", 2, "1.00", "first");
  const std::string two = finding("FV-05", 2, "2.00", "second");
  EXPECT_EQ(said(assessment(one), assessment(one + "," + two)),
            Said{"finding: FV-05 on line 2, education appeared: second"});
}

TEST(CompareAssessments, NamesReasonsCountsAndMembersThatDiffer) {
  EXPECT_EQ(
      said(assessment("", R"({"FV-05": 1})", R"([{"rule": "FV-01", "because": "none"}])"),
           assessment("", R"({"FV-05": 2})", R"([{"rule": "UNI-01", "because": "no facts"}])")),
      (Said{"not_assessed: FV-01 was not assessed, and now is not said to be: none",
            "not_assessed: UNI-01 is not assessed now: no facts",
            "summary: counts was {\"FV-05\":1} and is {\"FV-05\":2}"}));
  EXPECT_EQ(said(R"({"a": 1})", R"({"b": "x"})"),
            (Said{"summary: a was 1 and is nothing", "summary: b was nothing and is \"x\""}));
}

TEST(CompareAssessments, NeverCallsOtherBytesTheSame) {
  EXPECT_EQ(said("{}", "{ }").size(), 1U);
  EXPECT_EQ(said("not JSON", "{}"), Said{"summary: the stored assessment cannot be read as JSON"});
  EXPECT_EQ(said("", "{}").size(), 1U);
  EXPECT_EQ(said("[]", "{}").size(), 1U);
  const std::string one = finding("FV-05", 2, "1.00", "a") + "," + finding("FV-05", 3, "1.00", "b");
  const std::string two = finding("FV-05", 3, "1.00", "b") + "," + finding("FV-05", 2, "1.00", "a");
  EXPECT_EQ(said(assessment(one), assessment(two)),
            Said{"summary: it says the same in other bytes: the order or the layout differs"});
  // A member more is a change, whichever side has it.
  EXPECT_EQ(said(assessment(R"({"rule": "A"})"), assessment(R"({"rule": "A", "more": 1})")).size(),
            1U);
}

TEST(CompareRuleVersions, NamesRulesThatChangedCameOrWent) {
  const std::vector<RuleChange> expected{
      {"FV-02", "1", "2"}, {"FV-03", "1", ""}, {"FV-04", "", "1"}};
  EXPECT_EQ(compare_rule_versions("FV-01/1 FV-02/1 FV-03/1", "FV-01/1 FV-02/2 FV-04/1"), expected);
  EXPECT_TRUE(compare_rule_versions("", "FV-01/1").empty()) << "the versions were not kept";
}

}  // namespace
}  // namespace assize::registry
