// What things cost in the demo market: the levels of real fees, fitted to the bands of the example
// rule book so that a line is over its band only where the market means it to be. Whole pennies
// throughout. Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "pricing/rule_book/rule_book.h"
#include "registry/demo/demo_random.h"

namespace assize::registry {

// What is sold, and to whom: what the bands ask of a line.
struct DemoOffer {
  pricing::Item item = pricing::Item::placement;
  pricing::Provision provision = pricing::Provision::day;
  pricing::Need need = pricing::Need::any;
  int age_from = 0;
  int age_to = 0;
  pricing::Unit unit = pricing::Unit::year;
};

// The four components of a year's price, in pennies.
using DemoParts = std::array<std::int64_t, 4>;
std::int64_t total_pence(const DemoParts& parts);

// The limits that the book sets a line, by pricing::Component, in pennies.
struct DemoLimits {
  bool is_covered = false;
  std::array<std::optional<std::int64_t>, 5> floor;
  std::array<std::optional<std::int64_t>, 5> ceiling;
  // The total is judged by the unit, not by the year: floor and ceiling of it are for one unit.
  bool total_is_per_unit = false;
};
DemoLimits demo_limits(const pricing::RuleBook& book, const DemoOffer& offer,
                       std::optional<pricing::AreaIndex> area, pricing::Date on);

// A placement's yearly price at real levels: by day some £45,000 to £104,000, all the year to
// £220,000 and over.
DemoParts placement_parts(const DemoOffer& offer, std::int64_t dearness_percent, bool is_london);

// Brings what is over a ceiling a little under it and, if `lift`, what is under a floor a little
// over it.
void fit_to_limits(DemoParts& parts, const DemoLimits& limits, std::int64_t units_hundredths,
                   bool lift, DemoRandom& random);

// A line's prices from the parts it should have: the unit price in whole pennies, and the parts
// that add up to unit price × units exactly.
struct DemoPrice {
  std::int64_t unit_pence = 0;
  std::int64_t annual_pence = 0;
  DemoParts parts{};
};
DemoPrice price_of(const DemoParts& wanted, std::int64_t units_hundredths);

}  // namespace assize::registry
