// How one line stands under one edition: the step of measure_impact that is done a million times.
// Each thread has its own.
#pragma once

#include "pricing/impact/impact.h"

namespace assize::pricing {

class Stand {
 public:
  // `on`: the day of the bands; the day that each fee took effect if none.
  Stand(const RuleBook& book, const ImpactMarket& market, std::optional<Date> on);

  void enter(const ImpactSchool& school);
  // Counts the line's distances too.
  Standing of(const ImpactLine& line);
  const Distances& distances() const { return distances_; }

 private:
  const RuleBook& book_;
  BandLookup bands_;
  std::vector<std::optional<Item>> items_;  // by place in the market's
  std::optional<Date> on_;
  bool council_known_ = false;
  std::optional<AreaIndex> area_;
  Distances distances_{};
};

}  // namespace assize::pricing
