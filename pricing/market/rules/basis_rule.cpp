// MKT-07: spot and directed placements against strategic ones, of a commissioner and need.
#include <array>
#include <map>
#include <utility>

#include "pricing/market/rules/holdings.h"
#include "pricing/market/rules/market_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {

void judge_bases(MarketJudging& judging) {
  if (!judging.has(Rule::mkt_07, market_lists(MarketList::placements))) return;
  std::map<std::pair<std::string_view, Need>, std::array<std::uint64_t, 3>> pairs;
  for (const MarketPlacement* each : judging.market.live()) {
    pairs[{each->commissioner, each->need}][static_cast<std::size_t>(each->basis)] += each->count;
  }
  for (const auto& [pair, by_basis] : pairs) {
    const std::string_view commissioner = pair.first;
    const Need need = pair.second;
    const std::uint64_t strategic = by_basis[0];
    const std::uint64_t spot = by_basis[1];
    const std::uint64_t directed = by_basis[2];
    const std::uint64_t reactive = spot + directed;
    if (reactive <= strategic) continue;
    const MarketSubject about{std::string(commissioner), need, "", "", {}};
    judging.report(Rule::mkt_07, about, "placements", [&](Finding& finding) {
      finding.value = std::to_string(reactive);
      finding.limit = std::to_string(strategic);
      finding.message =
          sentence("commissioner ", commissioner, " has ", spot, " spot and ", directed,
                   " directed placements with need ", code(need), ", ", reactive, " together, and ",
                   strategic, " strategic: ", reactive - strategic, " more");
      finding.show(sentence("placements live on ", judging.market.at().display(),
                            " of commissioner ", commissioner, " with need ", code(need), ": ",
                            strategic, " strategic, ", spot, " spot, ", directed, " directed"),
                   sentence(spot, " + ", directed, " = ", reactive),
                   sentence(reactive, " > ", strategic),
                   sentence(reactive, " − ", strategic, " = ", reactive - strategic));
    });
  }
}

}  // namespace assize::pricing
