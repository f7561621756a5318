// A rule's id, version and severity are what stored assessments, replays and others' programs name.
// Whoever changes one on purpose changes it here as well; new logic is a new version.
#include "pricing/rules/rule_table.h"

#include <gtest/gtest.h>

#include "tests/pricing/text_table.h"

namespace assize::pricing {
namespace {

TEST(RuleTable, KeepsTheIdVersionAndSeverityOfEachRule) {
  std::string now = "# id|version|severity\n";
  for (const RuleEntry& rule : rule_table()) {
    now += std::string(rule.id) + '|' + std::to_string(rule.version) + '|' +
           std::string(code(rule.severity)) + '\n';
  }
  EXPECT_EQ(now, read_whole("tests/pricing/rules/rules.txt"));
}

TEST(RuleTable, StandsInTheOrderOfItsRules) {
  for (std::size_t at = 0; at < rule_count; ++at) {
    EXPECT_EQ(static_cast<std::size_t>(rule_table()[at].rule), at) << rule_table()[at].id;
  }
}

}  // namespace
}  // namespace assize::pricing
