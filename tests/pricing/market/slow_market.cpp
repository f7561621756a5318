#include "tests/pricing/market/slow_market.h"

#include <boost/multiprecision/cpp_int.hpp>

namespace assize::pricing {
namespace {

using Fraction = boost::multiprecision::cpp_rational;

const MarketSchool* find_school(const MarketFacts& facts, Urn urn) {
  for (const MarketSchool& each : *facts.schools) {
    if (each.urn == urn) return &each;
  }
  return nullptr;
}

std::string holder_of(const MarketFacts& facts, const MarketPlacement& placement) {
  const MarketSchool* school = find_school(facts, placement.urn);
  if (school == nullptr) return "";
  return school->group ? *school->group : school->provider.value_or("");
}

std::string region_of(const MarketFacts& facts, const MarketPlacement& placement) {
  const MarketSchool* school = find_school(facts, placement.urn);
  return school == nullptr ? "" : school->region.value_or("");
}

bool is_live(const MarketPlacement& placement, Date at) {
  return !(at < placement.from) && !(placement.to && *placement.to < at);
}

// How many of the live placements are as `is_so` says.
template <typename IsSo>
Fraction number_of(const MarketFacts& facts, Date at, IsSo is_so) {
  Fraction out = 0;
  for (const MarketPlacement& each : *facts.placements) {
    if (is_live(each, at) && is_so(each)) out += each.count;
  }
  return out;
}

}  // namespace

std::multiset<std::string> judge_market_slowly(const MarketFacts& facts, Date at,
                                               int share_limit_percent) {
  std::set<std::string> commissioners;
  std::set<std::string> holders;
  std::set<std::string> regions;
  for (const MarketPlacement& each : *facts.placements) {
    commissioners.insert(each.commissioner);
    holders.insert(holder_of(facts, each));
    regions.insert(region_of(facts, each));
  }
  holders.erase("");
  regions.erase("");
  std::multiset<std::string> found;
  for (std::size_t place = 0; place < need_codes.size(); ++place) {
    const auto need = static_cast<Need>(place);
    const std::string need_text(code(need));
    for (const std::string& commissioner : commissioners) {
      const auto own = [&](const MarketPlacement& each) {
        return each.commissioner == commissioner && each.need == need;
      };
      const Fraction all = number_of(facts, at, own);
      if (all == 0) continue;
      for (const std::string& holder : holders) {
        const Fraction held = number_of(facts, at, [&](const MarketPlacement& each) {
          return own(each) && holder_of(facts, each) == holder;
        });
        if (held / all > Fraction(share_limit_percent, 100)) {
          found.insert("MKT-01 " + commissioner + " " + need_text + " " + holder + " " +
                       held.str());
        }
      }
      const Fraction strategic = number_of(facts, at, [&](const MarketPlacement& each) {
        return own(each) && each.basis == PlacementBasis::strategic;
      });
      if (all - strategic > strategic) {
        found.insert("MKT-07 " + commissioner + " " + need_text + " " +
                     Fraction(all - strategic).str() + " " + strategic.str());
      }
    }
    for (const std::string& region : regions) {
      const auto own = [&](const MarketPlacement& each) {
        return each.need == need && region_of(facts, each) == region;
      };
      const Fraction all = number_of(facts, at, own);
      Fraction index = 0;
      Fraction known = 0;
      for (const std::string& holder : holders) {
        const Fraction held = number_of(facts, at, [&](const MarketPlacement& each) {
          return own(each) && holder_of(facts, each) == holder;
        });
        known += held;
        if (all != 0) index += (held / all) * (held / all);
      }
      if (all != 0 && known == all) {
        found.insert("MKT-06 " + region + " " + need_text + " " + index.str());
      }
    }
  }
  return found;
}

}  // namespace assize::pricing
