// Ten thousand random filings through the engine and through its slow twin: the same rules must
// speak of the same lines. ASSIZE_TWIN_FILINGS sets how many; ASSIZE_TWIN_SEED where to begin.
#include <gtest/gtest.h>

#include <cstdlib>

#include "pricing/assessment/assess.h"
#include "tests/pricing/twin/random_filing.h"
#include "tests/pricing/twin/slow_rules.h"

namespace assize::twin {
namespace {

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::stoull(text) : otherwise;
}

Verdicts engine_verdicts(const SlowInput& input, int jobs) {
  const auto book = pricing::RuleBook::load(input.rule_book, std::string(64, '0'));
  const std::string fees = csv_text(fee_columns, input.fees);
  std::string previous;
  pricing::RegisterView view;
  pricing::AssessInput assess_input;
  assess_input.fees = pricing::read_from_memory(fees);
  assess_input.book = &book.value();
  if (input.previous) {
    previous = csv_text(fee_columns, *input.previous);
    assess_input.previous = pricing::read_from_memory(previous);
  }
  if (input.school_register) {
    view = pricing::read_register(csv_text(register_columns, *input.school_register)).value();
    assess_input.register_view = &view;
  }
  pricing::Facts facts;
  if (!input.facts.empty()) {
    facts = pricing::read_facts(input.facts).value();
    assess_input.facts = &facts;
  }
  assess_input.filed = pricing::Date::parse(input.filed).value();
  assess_input.jobs = jobs;
  Verdicts verdicts;
  for (const auto& finding : pricing::assess(assess_input).findings) {
    verdicts.emplace(finding.line - 2, std::string(finding.rule));
  }
  return verdicts;
}

std::string difference(const Verdicts& engine, const Verdicts& slow) {
  std::string text;
  for (const auto& [line, rule] : engine) {
    if (!slow.contains({line, rule}))
      text += " engine alone: line " + std::to_string(line + 2) + " " + rule;
  }
  for (const auto& [line, rule] : slow) {
    if (!engine.contains({line, rule}))
      text += " twin alone: line " + std::to_string(line + 2) + " " + rule;
  }
  return text;
}

TEST(Twin, AgreesWithTheEngineOnRandomFilings) {
  const std::uint64_t first = setting("ASSIZE_TWIN_SEED", 1);
  const std::uint64_t count = setting("ASSIZE_TWIN_FILINGS", 10'000);
  std::set<std::string> rules_seen;
  int failures = 0;
  for (std::uint64_t seed = first; seed < first + count && failures < 5; ++seed) {
    const SlowInput input = random_filing(seed);
    const Verdicts slow = slow_verdicts(input);
    for (const auto& verdict : slow) rules_seen.insert(verdict.second);
    const Verdicts engine = engine_verdicts(input, 1);
    if (engine == slow) continue;
    ++failures;
    ADD_FAILURE() << "seed " << seed << difference(engine, slow) << "\nfiled " << input.filed
                  << "\n"
                  << csv_text(fee_columns, input.fees) << "previous\n"
                  << (input.previous ? csv_text(fee_columns, *input.previous) : "none\n")
                  << (input.school_register ? csv_text(register_columns, *input.school_register)
                                            : "no register\n")
                  << "facts " << input.facts << "\n";
  }
  // A corpus that never meets a rule proves nothing of it.
  if (count >= 10'000) {
    for (const char* rule :
         {"FV-01",  "FV-02",  "FV-03",  "FV-04",  "FV-05",  "FV-06",  "FV-07",  "FV-08",  "FV-09",
          "FV-10",  "FV-11",  "FV-12",  "FV-13",  "UNI-02", "UNI-04", "UNI-06", "UNI-07", "UNI-08",
          "UNI-10", "UNI-12", "UNI-01", "UNI-03", "UNI-05", "UNI-09", "UNI-11", "UNI-13"}) {
      EXPECT_TRUE(rules_seen.contains(rule)) << rule << " was never met";
    }
  }
}

}  // namespace
}  // namespace assize::twin
