// The facts of the market as they stand on one day, found by school. Immutable once made; must not
// outlive the facts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/market/market_facts.h"

namespace assize::pricing {

// Who holds placements: the school's group or, where that is none, its provider.
struct Holder {
  std::string_view id;
  bool is_group = false;
};

class MarketView {
 public:
  // The facts must be in order (sort_market_facts). Throws std::invalid_argument if a school's URN
  // stands twice.
  MarketView(const MarketFacts& facts, Date at);

  Date at() const { return at_; }
  const MarketFacts& facts() const { return facts_; }
  // Null if the school is not among the facts.
  const MarketSchool* school(Urn urn) const;
  std::optional<Holder> holder(Urn urn) const;
  // Those that hold on the day and are of a child at least, in order.
  std::span<const MarketPlacement* const> live() const { return live_; }

  // The inspection that stands on the day: the last one; of two on one day, the one that found
  // standards unmet.
  const Inspection* inspection(Urn urn) const;
  // The state of an approval or registration on the day: that of its last event; of two on one day,
  // a grant before a suspension before a revocation.
  const Standing* standing(Urn urn, StandingKind kind) const;

 private:
  const MarketFacts& facts_;
  Date at_;
  std::vector<const MarketPlacement*> live_;
};

}  // namespace assize::pricing
