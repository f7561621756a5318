// What placements cost a year, added up: for any set of placements the spend, their average and
// median price, by kind, basis, payer and part. Sums are exact; averages, medians and shares are
// rounded at named places, to be shown. Pure; thread-safe.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/money.h"
#include "pricing/facts/facts.h"
#include "pricing/market/concentration.h"

namespace assize::pricing {

// Who pays, as councils record it. The parts of a price are the fee's own; what no fee splits is
// `unsplit`: an agreed price, or one that is known only as recorded.
inline constexpr std::array<std::string_view, 3> payer_codes{"education", "care", "health"};
inline constexpr std::array<std::string_view, 5> part_codes{"education", "boarding", "care",
                                                            "health", "unsplit"};
inline constexpr std::uint32_t nobody_known = ~std::uint32_t{0};

// One child's placement, priced for a year.
struct PricedPlacement {
  PricedPlacement(LaCode its_council, Urn its_urn) : council(its_council), urn(its_urn) {}

  LaCode council;
  Urn urn;
  Need need{};
  Provision provision{};
  PlacementBasis basis{};
  std::uint32_t holder = nobody_known;  // who runs the school: a place in a list of names
  std::uint32_t framework = 0;          // that it was called off from, counted from 1; 0: none
  bool is_by_fee = false;               // priced by fees in force or agreed, and not as recorded
  Pounds price;
  std::array<Pounds, 5> parts;   // whose sum is the price
  Pounds recorded;               // by the council, when it recorded the placement
  std::array<Pounds, 3> payers;  // whose sum is `recorded`
  std::optional<Pounds> before;  // the same lines a year before, where both are known
};
using Members = std::vector<const PricedPlacement*>;

// Which rows of a table stand for themselves; the others are put together as one.
inline constexpr std::size_t kind_count = need_codes.size() * provision_codes.size();
constexpr std::size_t kind_of(const PricedPlacement& placement) {
  return static_cast<std::size_t>(placement.need) * provision_codes.size() +
         static_cast<std::size_t>(placement.provision);
}
using KindsTogether = std::bitset<kind_count>;
using BasesTogether = std::bitset<placement_basis_codes.size()>;

// What is told of an area.
struct Told {
  KindsTogether kinds_together;
  BasesTogether bases_together;
  bool splits = true;         // by payer and part
  bool increases = true;      // and falls
  bool concentration = true;  // and who the largest holders are
  bool operator==(const Told&) const = default;
};

struct PriceSum {
  std::uint64_t placements = 0;
  Pounds spend;
  Pounds average, median;  // of a placement; nil if there is none
  bool operator==(const PriceSum&) const = default;
};

struct KindSpending {
  std::optional<std::pair<Need, Provision>> kind;  // none: those that are put together
  PriceSum sum;
  bool operator==(const KindSpending&) const = default;
};

struct BasisSpending {
  std::optional<PlacementBasis> basis;  // none: those that are put together
  PriceSum sum;
  std::string share;  // of the placements, in percent
  bool operator==(const BasisSpending&) const = default;
};

struct SpendingSplits {
  Pounds recorded;
  std::array<Pounds, 3> payers;
  std::array<Pounds, 5> parts;
  std::uint64_t as_recorded = 0;  // placements of which no fee in force is known
  bool operator==(const SpendingSplits&) const = default;
};

// Of placements whose lines had a fee in force a year before too.
struct SpendingIncreases {
  std::uint64_t compared = 0, risen = 0, fallen = 0;  // placements
  Pounds rises, falls;                                // both as amounts above nil
  bool operator==(const SpendingIncreases&) const = default;
};

struct HolderShare {
  std::uint32_t holder = nobody_known;
  std::uint64_t placements = 0;
  Pounds spend;
  std::string share;  // of the placements, in percent
  bool operator==(const HolderShare&) const = default;
};
inline constexpr std::size_t holders_shown = 5;

struct SpendingConcentration {
  std::uint64_t holders = 0;
  std::uint64_t unknown = 0;           // placements of which it is not known who runs the school
  std::optional<Concentration> index;  // none while any is unknown
  std::vector<HolderShare> largest;    // at most five; those alike by their place
  bool operator==(const SpendingConcentration&) const = default;
};

struct AreaSpending {
  PriceSum total;
  std::vector<KindSpending> kinds;   // by need, then provision; those put together last
  std::vector<BasisSpending> bases;  // likewise
  std::optional<SpendingSplits> splits;
  std::optional<SpendingIncreases> increases;
  std::optional<SpendingConcentration> concentration;
  bool operator==(const AreaSpending&) const = default;
};

AreaSpending add_up(const Members& members, const Told& told = {});

// `part` of `whole` in percent, at `share_shown`: "33.33". `whole` must not be nil.
std::string share_text(std::uint64_t part, std::uint64_t whole);

}  // namespace assize::pricing
