// A framework of two lots, made with what a test wants otherwise. The test's clock stands at
// 31 March 2026.
#pragma once

#include <map>
#include <string>

namespace assize::registry::testing {

// By default the framework is open: from 1 March to 30 April 2026, live from 1 June 2026.
inline std::string framework_json(const std::map<std::string, std::string>& others = {}) {
  std::map<std::string, std::string> words{
      {"id", "SEND-2026"},      {"title", "Special school places 2026"},
      {"opens", "2026-03-01"},  {"closes", "2026-04-30"},
      {"begins", "2026-06-01"}, {"ends", "2030-05-31"},
      {"lot", "ASD-DAY"},       {"criteria", "A report of the last three years."}};
  for (const auto& [key, value] : others) words[key] = value;
  return R"({"id": ")" + words["id"] + R"(", "title": ")" + words["title"] +
         R"(", "buyer": {"name": "The regulator"}, "opens": ")" + words["opens"] +
         R"(", "closes": ")" + words["closes"] + R"(", "begins": ")" + words["begins"] +
         R"(", "ends": ")" + words["ends"] + R"(", "lots": [{"id": ")" + words["lot"] +
         R"(", "title": "Day places for autism", "need": "ASD", "provision": "day",
 "region": "national", "age_from": 4, "age_to": 19, "criteria": [")" +
         words["criteria"] + R"("]}, {"id": "ANY-RES", "title": "Residential", "need": "ANY",
 "provision": "full_year", "region": "London", "age_from": 0, "age_to": 25, "criteria": []}]})";
}

}  // namespace assize::registry::testing
