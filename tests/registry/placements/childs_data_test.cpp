#include "registry/placements/childs_data.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>

namespace assize::registry {
namespace {

const pricing::Date today = pricing::Date::parse("2026-03-31").value();

TEST(ChildsData, IsSeenInEachTextOfTheTableAndInNoOther) {
  const std::map<std::string, std::string> words{{"upn", "looks like a unique pupil number (UPN)"},
                                                 {"nhs", "looks like an NHS number"},
                                                 {"born", "looks like a date of birth"},
                                                 {"name", "looks like a name"},
                                                 {"none", "nothing"}};
  std::ifstream file(std::string(ASSIZE_SOURCE_DIR) +
                     "/tests/registry/placements/childs_data_cases.txt");
  std::string line;
  int cases = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t bar = line.find('|');
    const std::string text = line.substr(bar + 1);
    EXPECT_EQ(childs_data_in(text, today).value_or("nothing"), words.at(line.substr(0, bar)))
        << text;
    ++cases;
  }
  EXPECT_GE(cases, 80);
}

TEST(ChildsData, IsNotSeenInReferencesCountedUp) {
  int refused = 0;
  for (int number = 0; number < 10'000; ++number) {
    const std::string digits = std::to_string(1'000'000 + number).substr(1);
    if (childs_data_in("205-P" + digits, today)) ++refused;
  }
  EXPECT_EQ(refused, 0);
}

TEST(ChildsData, IsNeverRepeated) {
  for (const char* text : {"H801200001001", "9434765919", "12/05/2014", "John Smith"}) {
    EXPECT_EQ(std::string(childs_data_in(text, today).value()).find(text), std::string::npos);
  }
}

}  // namespace
}  // namespace assize::registry
