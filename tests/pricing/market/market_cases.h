// Facts of the market for tests, and cases of their rules kept as text. A case is a block:
//
//   rule MKT-01                      the rule that this case and those after it are about
//   case the limit itself is not over it
//   at 2026-11-21                    the day; 2026-11-21 if left out
//   school urn=900002 group=G        one of a list of facts: school, placement, vacancy,
//   placement urn=900002 count=3     inspection, standing; what is not said is as usual
//   absent vacancies                 the list is not given; without this it is given, if empty
//   find commissioner|need|region|holder|urn|column|value|limit       every finding, in order
//   says the message of the finding above, word for word
//   works a step of its working, in order; none: the working is not compared
//   not why it was not assessed      compared only if there is one, or `all`
//
// `nothing` stands for no finding, `all` for no reason why it was not assessed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pricing/market/assess_market.h"

namespace assize::pricing {

struct MarketCase {
  int line = 0;
  std::string rule;
  std::string name;
  std::string at = "2026-11-21";
  std::map<std::string, std::string> lists;  // the elements of each as JSON
  std::set<std::string> absent;
  std::vector<std::string> expected;

  std::string facts_json() const;
};
std::vector<MarketCase> read_market_cases(const std::string& path);

// The findings and reasons of one rule, as a case says them and as much as `like` asks.
std::vector<std::string> market_outcome(const MarketAssessment& assessment, const std::string& rule,
                                        const std::vector<std::string>& like);

RuleBook market_book();

}  // namespace assize::pricing
