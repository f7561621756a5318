// The rules of one shape: a sum of figures is over (or under) another sum times a parameter of the
// rule book. PRF-01, PRF-03, PRF-04, PRF-05, PRF-08, MKT-03 and MKT-04, as a table. Thread-safe.
#pragma once

#include <span>

#include "pricing/returns/figures.h"
#include "pricing/returns/rules/return_rules.h"

namespace assize::pricing {

struct LimitRule {
  Rule rule;
  Parameter parameter;
  std::span<const ReturnColumn> judged;  // the first column is the one reported
  std::span<const ReturnColumn> base;
  bool on_top;                    // the limit is the base and the parameter's share of it more
  bool least;                     // below the limit is what is found
  std::string_view judged_words;  // "the operating surplus"
  std::string_view verb;          // "is", "are"
  std::string_view base_words;    // "the income"

  Columns reads() const;
  Amount limit(const FinancialReturn& values, const Ratio& ratio) const;
};

std::span<const LimitRule> limit_rules();
const LimitRule& limit_rule(Rule rule);

// "8% of", "4 times", "5% more than".
std::string share_words(const LimitRule& rule, const Ratio& ratio);
// The multiplication: "£250,000.00 × 8% = £20,000.00".
std::string limit_words(const LimitRule& rule, Amount base, const Ratio& ratio, Amount limit);

// Whether there is connected rent whose market rent is not given, so that PRF-03 has no limit.
bool lacks_market_rent(const FinancialReturn& values);

void judge_limit(const LimitRule& rule, const ParsedReturn& line, ReturnJudging& judging);

}  // namespace assize::pricing
