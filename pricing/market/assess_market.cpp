#include "pricing/market/assess_market.h"

#include <algorithm>
#include <tuple>

#include "pricing/market/rules/holdings.h"
#include "pricing/market/rules/market_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

std::string subject_words(const MarketView& market, const MarketSubject& about) {
  std::string out;
  const auto add = [&out](const std::string& part) { out += (out.empty() ? "" : " · ") + part; };
  if (about.urn) add(school_words(market, *about.urn));
  if (!about.commissioner.empty()) add("commissioner " + about.commissioner);
  if (!about.region.empty()) add(about.region);
  if (about.need) add(std::string(code(*about.need)));
  if (!about.holder.empty()) add(about.holder);
  return out;
}

}  // namespace

bool MarketJudging::has(Rule rule, MarketLists needed) {
  std::string missing;
  const auto missing_lists = static_cast<MarketLists>(needed & ~market.facts().given());
  for (std::size_t at = 0; at < market_list_count; ++at) {
    if (!holds(missing_lists, static_cast<MarketList>(at))) continue;
    missing += sentence(missing.empty() ? "no " : " and no ", market_list_names[at]);
  }
  if (missing.empty()) return true;
  not_judged(rule, missing + " were given");
  return false;
}

bool MarketAssessment::accepted() const {
  return severities[static_cast<std::size_t>(Severity::error)] == 0 &&
         severities[static_cast<std::size_t>(Severity::hold)] == 0;
}

MarketAssessment assess_market(const MarketFacts& facts, const RuleBook& book, Date at) {
  MarketFacts sorted = facts;
  sort_market_facts(sorted);
  const MarketView market(sorted, at);
  MarketAssessment out;
  out.edition = book.edition();
  out.rule_book_sha256 = book.sha256();
  out.at = at;
  out.schools = sorted.schools ? sorted.schools->size() : 0;
  for (const MarketPlacement* each : market.live()) out.placements += each->count;

  MarketJudging judging{market, book, out};
  judge_shares(judging);
  judge_alternatives(judging);
  judge_standards(judging);
  judge_concentration(judging);
  judge_bases(judging);

  for (MarketFinding& each : out.findings) {
    each.finding.name = subject_words(market, each.about);
    if (each.about.urn) each.finding.urn = each.about.urn->text();
  }
  std::sort(out.findings.begin(), out.findings.end(),
            [](const MarketFinding& one, const MarketFinding& other) {
              return std::tie(one.finding.rule, one.about, one.finding.column) <
                     std::tie(other.finding.rule, other.about, other.finding.column);
            });
  return out;
}

}  // namespace assize::pricing
