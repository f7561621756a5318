// The rules that judge this year's lines of a school against last year's: UNI-02, 04, 06, 07, 08,
// 10 and 12. Each thread has its own.
#pragma once

#include "pricing/rules/finding.h"
#include "pricing/rules/parameter_days.h"
#include "pricing/rules/school.h"

namespace assize::pricing {

class IncreaseRules {
 public:
  // What is given must outlive this.
  IncreaseRules(const RuleBook& book, Date filed) : book_(book), filed_(filed), calendar_(book) {}

  // Judges a school whose lines have been matched.
  void judge(const School& school, Findings& findings);

 private:
  void judge_line(const Offer& now, const Offer& before, MatchedBy matched, Findings& findings);
  void judge_notice(const Offer& now, const Comparison& prices, Findings& findings);
  void judge_limit(const Offer& now, const Offer& before, MatchedBy matched,
                   const Comparison& prices, Findings& findings);
  void judge_filing_day(const Offer& now, const Comparison& prices, Findings& findings) const;
  void report_exemption(const Offer& now, const Comparison& prices, Findings& findings) const;
  void judge_shorter_year(const Offer& now, const Offer& before, Findings& findings) const;
  void judge_relabelling(const School& school, Findings& findings);
  void judge_baskets(const School& school, Findings& findings);

  const RuleBook& book_;
  const Date filed_;
  ParameterCalendar calendar_;
};

// "line 14 of last year's file ("ASD-DAY"), found by its name".
std::string line_before_words(const Offer& before, MatchedBy matched);
// "unit_price rises from £1.00 to £2.00, by £1.00".
std::string rise_words(const Comparison& prices);
// "unit_price before: £1.00; now: £2.00".
std::string prices_words(const Comparison& prices);

}  // namespace assize::pricing
