// The rules that judge the lines of one school against each other: FV-08 and FV-09. Thread-safe.
#pragma once

#include "pricing/rule_book/rule_book.h"
#include "pricing/rules/finding.h"
#include "pricing/rules/school.h"

namespace assize::pricing {

// FV-08: one finding a line at most, on the later, naming the earliest.
void judge_repeats(const School& school, const RuleBook& book, Findings& findings);
// FV-09.
void judge_included_add_ons(const School& school, const RuleBook& book, Findings& findings);

// Reports a finding of one line of a school, labelled with its URN and name.
template <typename Explain>
void report_offer(Findings& findings, Rule rule, const Offer& offer, std::string_view column,
                  Explain&& explain) {
  findings.report(rule, offer.line, column, [&](Finding& finding) {
    finding.urn = std::to_string(offer.urn);
    finding.name = offer.name;
    explain(finding);
  });
}

}  // namespace assize::pricing
