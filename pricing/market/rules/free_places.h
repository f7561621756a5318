// Which schools have a free place for a need on a day, and for which ages: those whose statement is
// fresh and who are in no trouble by MKT-05. For MKT-02. Immutable once made; must not outlive the
// view.
#pragma once

#include <array>
#include <bitset>
#include <span>
#include <vector>

#include "pricing/market/market_view.h"

namespace assize::pricing {

inline constexpr std::size_t age_count = 26;  // 0 to 25
using Ages = std::bitset<age_count>;
// Every age where the range is not known.
Ages ages_of(const std::optional<AgeRange>& range);

struct FreePlaces {
  Urn urn;
  std::optional<GridPosition> position;
  Ages ages;                               // for which there is a place
  std::vector<const Vacancy*> statements;  // in order
};

// A statement counts up to and with the thirtieth day after it.
inline constexpr int stale_after_days = 30;

class FreePlacesByNeed {
 public:
  explicit FreePlacesByNeed(const MarketView& market);
  // By URN; a statement for ANY need is there for each.
  std::span<const FreePlaces> of(Need need) const {
    return by_need_[static_cast<std::size_t>(need)];
  }

 private:
  std::array<std::vector<FreePlaces>, need_codes.size()> by_need_;
};

}  // namespace assize::pricing
