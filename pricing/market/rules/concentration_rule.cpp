// MKT-06: the Herfindahl–Hirschman index of placements by need and region: the sum of the squares
// of the holders' shares in per cent, 10,000 × Σ held² ÷ total². It is kept as an exact fraction,
// in whole numbers of any size, and rounded only to be shown.
#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <utility>
#include <vector>

#include "pricing/exact/rounding_points.h"
#include "pricing/market/rules/holdings.h"
#include "pricing/market/rules/market_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using boost::multiprecision::cpp_int;

struct Index {
  cpp_int squares;  // Σ held²
  cpp_int whole;    // total²

  explicit Index(const Holdings& holdings) : whole(holdings.total) {
    whole *= holdings.total;
    for (const auto& [holder, held] : holdings.held) squares += cpp_int(held.count) * held.count;
  }

  // Of 10,000, with two decimal places.
  std::string shown() const {
    static_assert(concentration_shown.places == 2 &&
                  concentration_shown.mode == Rounding::half_even);
    cpp_int hundredths = squares * 1'000'000 / whole;
    const cpp_int twice_rest = 2 * (squares * 1'000'000 % whole);
    if (twice_rest > whole || (twice_rest == whole && hundredths % 2 != 0)) ++hundredths;
    std::string digits = hundredths.str();
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    return digits.insert(digits.size() - 2, ".");
  }
  bool is_exact_as_shown() const { return squares * 1'000'000 % whole == 0; }
  std::string fraction() const {
    const cpp_int factor = boost::multiprecision::gcd(squares, whole);
    return sentence(cpp_int(squares / factor).str(), "/", cpp_int(whole / factor).str());
  }
};

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
                                 const Index& index, std::string opening) {
  std::vector<std::string> out{std::move(opening)};
  for (const auto& [holder, held] : holders) {
    out.push_back(sentence(holder_words(holder, *held), ": ", held->count, "; ", held->count,
                           "² = ", cpp_int(cpp_int(held->count) * held->count).str()));
  }
  out.push_back(sentence("the squares together: ", index.squares.str()));
  out.push_back(sentence("the total squared: ", holdings.total, "² = ", index.whole.str()));
  std::string last = sentence("10,000 × ", index.squares.str(), " ÷ ", index.whole.str(),
                              " = 10,000 × ", index.fraction(), " = ", index.shown());
  if (!index.is_exact_as_shown()) {
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
    const Index index(holdings);
    const Ranked holders = ranked(holdings);
    const MarketSubject about{"", need, std::string(region), "", {}};
    judging.report(Rule::mkt_06, about, "placements", [&](Finding& finding) {
      finding.value = index.shown();
      finding.message = sentence(
          "placements with need ", code(need), " in ", region, " have a concentration of ",
          index.shown(),
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
