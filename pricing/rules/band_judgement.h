// How a line is held to its bands: which price a band judges, and what is above or below its
// limits. The one place that says so, for FV-05 to FV-07 and for impact. Thread-safe, each thread
// with a lookup of its own.
#pragma once

#include <array>
#include <optional>

#include "pricing/fee_file/columns.h"
#include "pricing/rules/band_lookup.h"

namespace assize::pricing {

// All the prices of a line that a band may judge.
struct LinePrices {
  Pounds unit_price;
  Pounds annual_price;
  std::array<Pounds, 4> parts;  // education, boarding, care, health
};

// A line beside one of its bands. `floor` and `ceiling` are as they apply in the school's area.
struct HeldToBand {
  const Band& band;
  Component component;
  Column column;  // of the price judged: a component's, annual_price or unit_price
  Pounds price;
  std::optional<Unrounded> floor;
  std::optional<Unrounded> ceiling;
  bool is_above() const { return ceiling && price > *ceiling; }
  bool is_below() const { return floor && price < *floor; }
};

enum class Coverage : std::uint8_t { covered, no_band, ages_run_backwards };

// Without the school's council, a book that has areas cannot say which limits are for it.
inline bool needs_council(const RuleBook& book) { return !book.areas().empty(); }

inline HeldToBand hold_to_band(const RuleBook& book, const Band& band, Component component,
                               std::optional<AreaIndex> area, const LinePrices& prices) {
  HeldToBand held{band, component, Column::unit_price, prices.unit_price, {}, {}};
  if (component != Component::total) {
    const auto part = static_cast<std::size_t>(component);
    held.column = static_cast<Column>(static_cast<std::size_t>(Column::education) + part);
    held.price = prices.parts[part];
  } else if (band.unit == Unit::year) {
    held.column = Column::annual_price;
    held.price = prices.annual_price;
  }
  if (band.floor) held.floor = book.limit_in(band, *band.floor, area);
  if (band.ceiling) held.ceiling = book.limit_in(band, *band.ceiling, area);
  return held;
}

// Hands on_band the line beside each of its bands, a component at a time.
template <typename OnBand>
Coverage hold_to_bands(const RuleBook& book, BandLookup& lookup, const BandQuery& query,
                       const LinePrices& prices, OnBand&& on_band) {
  // Ages that run backwards are FV-11's, and no band is for them.
  if (query.age_to < query.age_from) return Coverage::ages_run_backwards;
  const BandsOfLine& bands = lookup.of(query);
  Coverage coverage = Coverage::no_band;
  for (std::size_t component = 0; component < bands.size(); ++component) {
    if (bands[component] == nullptr) continue;
    coverage = Coverage::covered;
    on_band(hold_to_band(book, *bands[component], static_cast<Component>(component), query.area,
                         prices));
  }
  return coverage;
}

}  // namespace assize::pricing
