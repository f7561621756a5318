#include "pricing/market/market_view.h"

#include <algorithm>
#include <stdexcept>

namespace assize::pricing {
namespace {

template <typename T>
std::span<const T> of_school(const std::optional<std::vector<T>>& list, Urn urn) {
  if (!list) return {};
  const auto first = std::partition_point(list->begin(), list->end(),
                                          [urn](const T& each) { return each.urn < urn; });
  const auto last =
      std::partition_point(first, list->end(), [urn](const T& each) { return each.urn == urn; });
  return {first, last};
}

}  // namespace

MarketView::MarketView(const MarketFacts& facts, Date at) : facts_(facts), at_(at) {
  if (facts.schools) {
    const auto& schools = *facts.schools;
    const auto twice = std::adjacent_find(
        schools.begin(), schools.end(),
        [](const MarketSchool& one, const MarketSchool& other) { return one.urn == other.urn; });
    if (twice != schools.end()) {
      throw std::invalid_argument("a school stands twice in the facts: " + twice->urn.text());
    }
  }
  if (!facts.placements) return;
  for (const MarketPlacement& each : *facts.placements) {
    if (each.from <= at && (!each.to || at <= *each.to) && each.count > 0) live_.push_back(&each);
  }
}

const MarketSchool* MarketView::school(Urn urn) const {
  const auto found = of_school(facts_.schools, urn);
  return found.empty() ? nullptr : &found.front();
}

std::optional<Holder> MarketView::holder(Urn urn) const {
  const MarketSchool* found = school(urn);
  if (found == nullptr) return std::nullopt;
  if (found->group) return Holder{*found->group, true};
  if (found->provider) return Holder{*found->provider, false};
  return std::nullopt;
}

const Inspection* MarketView::inspection(Urn urn) const {
  const Inspection* last = nullptr;
  for (const Inspection& each : of_school(facts_.inspections, urn)) {
    if (each.day > at_) break;
    // In order of day, then of what was found: of one day and outcome the first body is named.
    const bool same = last != nullptr && last->day == each.day && last->standards == each.standards;
    if (!same) last = &each;
  }
  return last;
}

const Standing* MarketView::standing(Urn urn, StandingKind kind) const {
  const Standing* last = nullptr;
  for (const Standing& each : of_school(facts_.standings, urn)) {
    if (each.kind == kind && each.day <= at_) last = &each;
  }
  return last;
}

}  // namespace assize::pricing
