#include "registry/frameworks/framework.h"

#include <gtest/gtest.h>

#include "tests/registry/frameworks/framework_samples.h"

namespace assize::registry {
namespace {

using testing::framework_json;

pricing::Date day(const std::string& text) { return pricing::Date::parse(text).value(); }

TEST(Framework, IsReadWithItsLots) {
  const auto framework = read_framework(framework_json());
  ASSERT_TRUE(framework) << framework.faults()[0].place << framework.faults()[0].message;
  EXPECT_EQ(framework->id, "SEND-2026");
  EXPECT_EQ(framework->buyer_name, "The regulator");
  ASSERT_EQ(framework->lots.size(), 2U);
  EXPECT_EQ(framework->find_lot("ASD-DAY")->need, pricing::Need::asd);
  EXPECT_EQ(framework->find_lot("ASD-DAY")->region, "");
  EXPECT_EQ(framework->find_lot("ANY-RES")->region, "London");
  EXPECT_EQ(framework->find_lot("ANY-RES")->need, pricing::Need::any);
  EXPECT_EQ(framework->find_lot("other"), nullptr);
}

// Each state's first and last day.
TEST(Framework, IsWhatItsDatesSay) {
  const auto framework = read_framework(framework_json()).value();
  const std::pair<const char*, const char*> cases[] = {
      {"2026-02-28", "coming"},     {"2026-03-01", "open"},       {"2026-04-30", "open"},
      {"2026-05-01", "standstill"}, {"2026-05-31", "standstill"}, {"2026-06-01", "live"},
      {"2030-05-31", "live"},       {"2030-06-01", "expired"}};
  for (const auto& [on, state] : cases) {
    EXPECT_EQ(code(framework.state_on(day(on))), state) << on;
  }
}

std::string faults_of(const std::string& json) {
  const auto framework = read_framework(json);
  std::string text;
  for (const Fault& fault : framework.faults()) text += fault.place + "; ";
  return text;
}

TEST(Framework, EveryFaultIsListedWithItsPath) {
  const std::pair<std::string, const char*> cases[] = {
      {framework_json({{"closes", "2026-02-28"}}), "$.closes; "},
      {framework_json({{"begins", "2026-04-30"}}), "$.begins; "},
      {framework_json({{"ends", "2026-05-31"}}), "$.ends; "},
      {framework_json({{"opens", "1 March"}}), "$.opens; "},
      {framework_json({{"id", "has space"}}), "$.id; "},
      {framework_json({{"id", "A234567890123456789012345678901"}}), "$.id; "},
      {framework_json({{"title", ""}}), "$.title; "},
      {framework_json({{"lot", "ANY-RES"}}), "$.lots[1].id; "},
      {framework_json({{"criteria", ""}}), "$.lots[0].criteria[0]; "},
      {R"({"id": "F", "odd": 1, "lots": []})",
       "$.odd; $.title; $.buyer; $.opens; $.closes; $.begins; $.ends; $.lots; "},
      {R"({"id": "F", "title": "T", "buyer": {"name": "B"}, "opens": "2026-01-01",
 "closes": "2026-01-02", "begins": "2026-01-03", "ends": "2026-01-04", "lots": [{"id": "L",
 "title": "T", "need": "asd", "provision": "night", "region": "Wales", "age_from": 19.5,
 "age_to": 26}]})",
       "$.lots[0].need; $.lots[0].provision; $.lots[0].region; $.lots[0].age_from; "
       "$.lots[0].age_to; "},
      {"[]", "$; "},
      {"{", "line 1, column 2; "}};
  for (const auto& [json, faults] : cases) EXPECT_EQ(faults_of(json), faults) << json;
}

TEST(Framework, ACorrectionLeavesLotsAndPastDaysAsTheyAre) {
  const auto before = read_framework(framework_json()).value();
  const auto places = [&](const std::map<std::string, std::string>& others) {
    std::string text;
    const auto after = read_framework(framework_json(others)).value();
    for (const Fault& fault : refuse_correction(before, after, day("2026-03-31"))) {
      text += fault.place + "; ";
    }
    return text;
  };
  EXPECT_EQ(places({{"title", "Other"}, {"criteria", "Other."}, {"closes", "2026-05-15"}}), "");
  EXPECT_EQ(places({{"opens", "2026-03-02"}}), "$.opens; ");
  EXPECT_EQ(places({{"closes", "2026-03-30"}}), "$.closes; ");
  EXPECT_EQ(places({{"lot", "ASD"}}), "$.lots; ");
  std::string other_need = framework_json();
  other_need.replace(other_need.find("\"ASD\""), 5, "\"SLD\"");
  EXPECT_EQ(refuse_correction(before, read_framework(other_need).value(), day("2026-03-31")).size(),
            1U);
}

}  // namespace
}  // namespace assize::registry
