// Every kind of mistake in a rule book, from faults.txt.
#include <gtest/gtest.h>

#include <sstream>

#include "pricing/rule_book/rule_book.h"
#include "tests/pricing/text_table.h"

namespace assize::pricing {
namespace {

struct Case {
  std::string name;
  std::vector<std::pair<std::string, std::string>> replacements;
  std::vector<std::string> faults;
};

std::vector<Case> read_cases() {
  std::vector<Case> cases;
  std::istringstream lines(read_whole("tests/pricing/rule_book/faults.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("== ")) {
      cases.push_back({line.substr(3), {}, {}});
    } else if (line.starts_with("- ")) {
      cases.back().replacements.emplace_back(line.substr(2), "");
    } else if (line.starts_with("+ ")) {
      cases.back().replacements.back().second = line.substr(2);
    } else if (line.starts_with("! ")) {
      cases.back().faults.push_back(line.substr(2));
    } else {
      throw std::runtime_error("not a line of faults.txt: " + line);
    }
  }
  return cases;
}

TEST(RuleBookFaults, AreAllReportedWordForWord) {
  const std::string base = read_whole("tests/pricing/rule_book/base.json");
  for (const Case& each : read_cases()) {
    std::string text = base;
    for (const auto& [old_text, new_text] : each.replacements) {
      const auto at = text.find(old_text);
      ASSERT_NE(at, std::string::npos) << each.name << ": base.json has no " << old_text;
      text.replace(at, old_text.size(), new_text);
    }
    std::vector<std::string> faults;
    const auto book = RuleBook::load(text, "");
    for (const auto& fault : book.faults()) {
      faults.push_back(fault.place + ": " + fault.message);
    }
    EXPECT_EQ(faults, each.faults) << each.name;
  }
}

TEST(RuleBookFaults, AreFoundInWhatIsNoBookAtAll) {
  for (const std::string text : {"null", "[]", "\"\"", "1", "{}", "{\"bands\": 1}", ""}) {
    EXPECT_FALSE(RuleBook::load(text, "").ok()) << text;
  }
  EXPECT_EQ(RuleBook::load("[]", "").faults(),
            (Faults{{"$",
                     "this is an array: write an object with the keys edition, title, status, "
                     "published, areas, bands, parameters"}}));
}

// As many bands as one key can hold without a tie, and then as many that all tie: neither may take
// a time that grows with the square.
TEST(RuleBookFaults, OfAHugeBookAreFoundInTime) {
  for (const bool tie : {false, true}) {
    std::string text = R"({"edition": "1", "title": "t", "status": "example",
                           "published": "2026-01-01", "bands": [)";
    const Date first = *Date::parse("1900-01-01");
    constexpr int count = 30'000;
    for (int at = 0; at < count; ++at) {
      text += std::string(at == 0 ? "" : ",") + R"({"id": "B)" + std::to_string(at) +
              R"(", "item": "*", "provision": "*", "need": "*", "unit": "year",
                  "component": "care", "from": ")" +
              first.plus_days(at).text() + "\"" +
              (tie ? "" : ", \"to\": \"" + first.plus_days(at + 1).text() + "\"") + "}";
    }
    const auto book = RuleBook::load(text + "]}", "");
    EXPECT_EQ(book.ok(), !tie);
    EXPECT_EQ(book.faults().size(), tie ? count - 1U : 0U);
  }
}

}  // namespace
}  // namespace assize::pricing
