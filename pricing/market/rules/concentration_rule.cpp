// MKT-06: the Herfindahl–Hirschman index of placements by need and region: the sum of the squares
// of the holders' shares in per cent, as an exact fraction that is rounded only to be shown.
#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <utility>
#include <vector>

#include "pricing/exact/rounding_points.h"
#include "pricing/market/concentration.h"
#include "pricing/market/rules/holdings.h"
#include "pricing/market/rules/market_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using boost::multiprecision::cpp_int;

Concentration index_of(const Holdings& holdings) {
  std::vector<std::uint64_t> held;
  for (const auto& [holder, each] : holdings.held) held.push_back(each.count);
  return concentration_of(held, holdings.total);
}

using Ranked = std::vector<std::pair<std::string_view, const Held*>>;

// The largest first; those alike by their ids.
Ranked ranked(const Holdings& holdings) {
  Ranked out;
  for (const auto& [holder, held] : holdings.held) out.emplace_back(holder, &held);
  std::stable_sort(out.begin(), out.end(), [](const auto& one, const auto& other) {
    return one.second->count > other.second->count;
  });
  return out;
}

std::string holders_words(std::size_t count) {
  return count == 1 ? "1 group or provider" : sentence(count, " groups or providers");
}

std::vector<std::string> working(const Holdings& holdings, const Ranked& holders,
                                 const Concentration& index, std::string opening) {
  std::vector<std::string> out{std::move(opening)};
  for (const auto& [holder, held] : holders) {
    out.push_back(sentence(holder_words(holder, *held), ": ", held->count, "; ", held->count,
                           "² = ", cpp_int(cpp_int(held->count) * held->count).str()));
  }
  out.push_back(sentence("the squares together: ", index.squares));
  out.push_back(sentence("the total squared: ", holdings.total, "² = ", index.whole));
  std::string last = sentence("10,000 × ", index.squares, " ÷ ", index.whole, " = 10,000 × ",
                              index.fraction, " = ", index.shown);
  if (!index.is_exact_as_shown) {
    last +=
        sentence(", rounded half even to two places to be shown (", concentration_shown.name, ")");
  }
  out.push_back(std::move(last));
  return out;
}

}  // namespace

void judge_concentration(MarketJudging& judging) {
  if (!judging.has(Rule::mkt_06, market_lists(MarketList::schools, MarketList::placements))) return;
  std::map<std::pair<std::string_view, Need>, Holdings> regions;
  std::uint64_t nowhere = 0;
  for (const MarketPlacement* each : judging.market.live()) {
    const MarketSchool* school = judging.market.school(each->urn);
    if (school == nullptr || !school->region) {
      nowhere += each->count;
    } else {
      regions[{*school->region, each->need}].add(judging.market, *each);
    }
  }
  std::uint64_t untold = 0;
  for (const auto& each : regions) {
    const std::string_view region = each.first.first;
    const Need need = each.first.second;
    const Holdings& holdings = each.second;
    if (holdings.unknown > 0) {
      ++untold;
      continue;
    }
    const Concentration index = index_of(holdings);
    const Ranked holders = ranked(holdings);
    const MarketSubject about{"", need, std::string(region), "", {}};
    judging.report(Rule::mkt_06, about, "placements", [&](Finding& finding) {
      finding.value = index.shown;
      finding.message = sentence(
          "placements with need ", code(need), " in ", region, " have a concentration of ",
          index.shown,
          " of 10,000 (Herfindahl–Hirschman index): ", placements_words(holdings.total),
          " held by ", holders_words(holders.size()), ", and ", holders.front().second->count,
          " of them by ", holder_words(holders.front().first, *holders.front().second));
      finding.working =
          working(holdings, holders, index,
                  sentence("placements live on ", judging.market.at().display(), " with need ",
                           code(need), " in schools of ", region, ": ", holdings.total));
    });
  }
  if (nowhere > 0) {
    judging.not_judged(Rule::mkt_06, sentence("the region of the school is not known of ",
                                              placements_words(nowhere)));
  }
  if (untold > 0) {
    judging.not_judged(
        Rule::mkt_06,
        sentence("who runs the school is not known of every placement, for ", untold,
                 untold == 1 ? " pair of need and region" : " pairs of need and region"));
  }
}

}  // namespace assize::pricing
