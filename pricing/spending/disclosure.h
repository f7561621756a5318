// What may be told to everyone of how many children are placed where: nothing from which a group of
// one to four could be worked out. Areas that lie side by side show the same rows, each of which
// has nobody or five at least in every one of them; the rest are put together. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pricing/spending/spending.h"

namespace assize::pricing {

inline constexpr std::uint64_t smallest_group = 5;
constexpr bool is_small(std::uint64_t count) { return count > 0 && count < smallest_group; }

// Which rows must be put together. `counts[area][row]`. Those in `already` are; every other one of
// them that is small somewhere is; and then the smallest ones, until those put together are nowhere
// small, or all are.
std::vector<bool> rows_together(const std::vector<std::vector<std::uint64_t>>& counts,
                                std::vector<bool> already);

// Placements by where they are: councils of regions of the nation.
struct CouncilMembers {
  LaCode council;
  Members members;
};
struct RegionMembers {
  std::string code;  // "E12000007", or "none" for councils of no region of England
  std::string name;
  std::vector<CouncilMembers> councils;  // by code
};

// An area as everyone may see it: a council or region, or several that are put together.
struct TellableArea {
  std::optional<std::size_t> place;  // among its siblings; none: those that are put together
  Members members;
};
// Areas side by side, those with nobody left out, and what is told of each of them.
struct TellableAreas {
  std::vector<TellableArea> areas;
  Told told;
  std::vector<bool> frameworks_together;  // by framework; 0 is those of none
};
struct TellableSpending {
  bool is_tellable = false;  // not even the whole, if it is small
  Members nation;
  Told told;  // of the nation
  std::vector<bool> frameworks_together;
  TellableAreas regions;
  std::vector<TellableAreas> councils;  // of each of those regions
};

// `frameworks` is how many there are.
TellableSpending tellable(const std::vector<RegionMembers>& regions, std::size_t frameworks);

}  // namespace assize::pricing
