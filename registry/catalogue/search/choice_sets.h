// Which schools each value of a choice leaves, made once for a snapshot, so that a search is an
// intersection of sets. Immutable once made; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "pricing/exact/codes.h"
#include "registry/catalogue/search/price_lists.h"
#include "registry/catalogue/search/school_set.h"
#include "registry/catalogue/snapshot.h"
#include "registry/geography/grid.h"

namespace assize::registry {

struct SearchRow;

struct ChoiceSets {
  explicit ChoiceSets(std::size_t schools);
  ChoiceSets(const Snapshot& snapshot, std::span<const SearchRow> rows);

  SchoolSet none;  // of as many schools
  SchoolSet listed, regulated, section41, with_offers;
  std::map<std::uint8_t, SchoolSet> by_type, by_region, by_inspection;
  std::map<std::uint16_t, SchoolSet> by_council;
  std::array<SchoolSet, pricing::need_codes.size()> by_register_need;
  std::array<SchoolSet, greatest_age + 1> by_register_age;
  std::map<std::string, SchoolSet> by_lot;  // "FRAMEWORK/LOT": admitted to it today
  struct Position {
    GridPoint point;
    std::uint32_t school = 0;
    friend auto operator<=>(const Position&, const Position&) = default;
  };
  std::vector<Position> positions;  // from west to east

  // Those whose position is near enough.
  SchoolSet within(Miles miles, GridPoint of) const;
};

}  // namespace assize::registry
