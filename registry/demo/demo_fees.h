// The fees of one school of the demo market for two years: most in order, and some with each of the
// troubles that the rules look for. Pure; thread-safe.
#pragma once

#include <vector>

#include "pricing/fee_file/fee_line.h"
#include "pricing/rule_book/rule_book.h"
#include "registry/demo/demo_nation.h"

namespace assize::registry {

// How a provider goes about its fees for the second year.
struct DemoManner {
  bool rises_steeply = false;  // every price by more than the cap
  bool gives_short_notice = false;
  pricing::Date first_filed;
  pricing::Date second_filed;
};

struct DemoYears {
  std::vector<pricing::FeeLine> first;   // 1 September 2025 to 31 August 2026
  std::vector<pricing::FeeLine> second;  // 1 September 2026 to 31 August 2027
};

DemoYears make_demo_fees(const DemoSchool& school, const DemoManner& manner,
                         const pricing::RuleBook& book);

}  // namespace assize::registry
