// The rules on the market, each a function over the same judging. A judging is used by one thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pricing/market/assess_market.h"
#include "pricing/market/market_view.h"
#include "pricing/rule_book/rule_book.h"

namespace assize::pricing {

struct MarketJudging {
  const MarketView& market;
  const RuleBook& book;
  MarketAssessment& out;

  // A finding on line 0; `explain(Finding&)` fills in what it found and its words.
  template <typename Explain>
  void report(Rule rule, MarketSubject about, std::string_view column, Explain&& explain) {
    const RuleEntry& of = entry(rule);
    ++out.counts[of.id];
    ++out.severities[static_cast<std::size_t>(of.severity)];
    MarketFinding& found = out.findings.emplace_back();
    found.about = std::move(about);
    found.finding.rule = of.id;
    found.finding.severity = of.severity;
    found.finding.column = column;
    explain(found.finding);
  }
  void not_judged(Rule rule, std::string because) {
    out.not_assessed.push_back({std::string(entry(rule).id), std::move(because)});
  }
  // Whether all those lists were given; if not, says so of the rule.
  bool has(Rule rule, MarketLists needed);
};

void judge_shares(MarketJudging& judging);         // MKT-01
void judge_alternatives(MarketJudging& judging);   // MKT-02
void judge_standards(MarketJudging& judging);      // MKT-05
void judge_concentration(MarketJudging& judging);  // MKT-06
void judge_bases(MarketJudging& judging);          // MKT-07

// What keeps a school from being one to place children in, as MKT-05 finds it on the day.
struct Trouble {
  std::string_view column;  // "inspections", or the kind of standing
  std::string_view value;   // "unmet", "suspended", "revoked"
  std::string_view limit;   // what it should be
  std::string words;        // "its inspection on 3 May 2026 by Ofsted found standards unmet"
  std::string step;         // of a working
};
std::vector<Trouble> troubles(const MarketView& market, Urn urn);

}  // namespace assize::pricing
