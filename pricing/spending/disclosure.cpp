#include "pricing/spending/disclosure.h"

#include <algorithm>

namespace assize::pricing {
namespace {

// An index of what many hold tells little of one of them; that of a few may be solved for each.
constexpr std::uint64_t concentration_told_from = 1000;

using Counts = std::vector<std::vector<std::uint64_t>>;
using Areas = std::vector<TellableArea>;

template <typename RowOf>
Counts count_rows(const Areas& areas, std::size_t rows, RowOf row_of) {
  Counts counts;
  for (const TellableArea& area : areas) {
    std::vector<std::uint64_t>& of_area = counts.emplace_back(rows);
    for (const PricedPlacement* each : area.members) ++of_area[row_of(*each)];
  }
  return counts;
}

template <std::size_t size>
std::vector<bool> bools(const std::bitset<size>& bits) {
  std::vector<bool> out(size);
  for (std::size_t at = 0; at < size; ++at) out[at] = bits[at];
  return out;
}

template <std::size_t size>
void put(const std::vector<bool>& from, std::bitset<size>& bits) {
  for (std::size_t at = 0; at < size; ++at) bits[at] = from[at];
}

// Whether in no area so few have a share in any of these amounts that it would be theirs.
template <typename Amounts>
bool none_has_few(const Areas& areas, std::size_t amounts, Amounts has) {
  for (const TellableArea& area : areas) {
    for (std::size_t at = 0; at < amounts; ++at) {
      const auto count = std::count_if(area.members.begin(), area.members.end(),
                                       [&](const auto* each) { return has(*each, at); });
      if (is_small(static_cast<std::uint64_t>(count))) return false;
    }
  }
  return true;
}

bool may_tell_splits(const Areas& areas) {
  return none_has_few(areas, payer_codes.size() + part_codes.size() + 1,
                      [](const PricedPlacement& each, std::size_t at) {
                        if (at < payer_codes.size()) return !each.payers[at].is_zero();
                        at -= payer_codes.size();
                        return at < part_codes.size() ? !each.parts[at].is_zero() : !each.is_by_fee;
                      });
}

bool may_tell_increases(const Areas& areas) {
  return none_has_few(areas, 4, [](const PricedPlacement& each, std::size_t at) {
    if (at == 3) return !each.before;
    if (!each.before) return false;
    return at == 0 ? each.price > *each.before : at == 1 ? each.price < *each.before : true;
  });
}

// What may be told of areas side by side, within what is told of the area that holds them.
void decide(TellableAreas& side_by_side, const Told& within,
            const std::vector<bool>& frameworks_within) {
  const Areas& areas = side_by_side.areas;
  Told& told = side_by_side.told;
  put(rows_together(count_rows(areas, kind_count, kind_of), bools(within.kinds_together)),
      told.kinds_together);
  const auto basis_of = [](const PricedPlacement& each) {
    return static_cast<std::size_t>(each.basis);
  };
  put(rows_together(count_rows(areas, placement_basis_codes.size(), basis_of),
                    bools(within.bases_together)),
      told.bases_together);
  side_by_side.frameworks_together =
      rows_together(count_rows(areas, frameworks_within.size(),
                               [](const PricedPlacement& each) { return each.framework; }),
                    frameworks_within);
  told.splits = within.splits && may_tell_splits(areas);
  told.increases = within.increases && may_tell_increases(areas);
  told.concentration = false;
}

Areas areas_of(std::vector<Members> siblings) {
  Counts counts(1);
  for (const Members& each : siblings) counts[0].push_back(each.size());
  const std::vector<bool> together = rows_together(counts, std::vector<bool>(siblings.size()));
  Areas areas;
  TellableArea rest;
  for (std::size_t at = 0; at < siblings.size(); ++at) {
    if (siblings[at].empty()) continue;
    if (together[at]) {
      rest.members.insert(rest.members.end(), siblings[at].begin(), siblings[at].end());
    } else {
      areas.push_back({at, std::move(siblings[at])});
    }
  }
  if (!rest.members.empty()) areas.push_back(std::move(rest));
  return areas;
}

}  // namespace

std::vector<bool> rows_together(const Counts& counts, std::vector<bool> already) {
  std::vector<std::uint64_t> totals(already.size());
  for (const auto& area : counts) {
    for (std::size_t row = 0; row < already.size(); ++row) {
      totals[row] += area[row];
      if (is_small(area[row])) already[row] = true;
    }
  }
  const auto is_small_somewhere = [&] {
    return std::any_of(counts.begin(), counts.end(), [&](const auto& area) {
      std::uint64_t sum = 0;
      for (std::size_t row = 0; row < already.size(); ++row) sum += already[row] ? area[row] : 0;
      return is_small(sum);
    });
  };
  while (is_small_somewhere()) {
    std::optional<std::size_t> smallest;
    for (std::size_t row = 0; row < already.size(); ++row) {
      if (already[row] || totals[row] == 0) continue;
      if (!smallest || totals[row] < totals[*smallest]) smallest = row;
    }
    if (!smallest) break;
    already[*smallest] = true;
  }
  return already;
}

TellableSpending tellable(const std::vector<RegionMembers>& regions, std::size_t frameworks) {
  TellableSpending all;
  std::vector<Members> by_region;
  for (const RegionMembers& region : regions) {
    Members& members = by_region.emplace_back();
    for (const CouncilMembers& council : region.councils) {
      members.insert(members.end(), council.members.begin(), council.members.end());
    }
    all.nation.insert(all.nation.end(), members.begin(), members.end());
  }
  if (all.nation.size() < smallest_group) return all;
  all.is_tellable = true;
  TellableAreas nation;
  nation.areas.push_back({0, all.nation});
  decide(nation, Told(), std::vector<bool>(frameworks + 1));
  all.regions.areas = areas_of(std::move(by_region));
  decide(all.regions, nation.told, nation.frameworks_together);
  all.told = nation.told;
  all.told.concentration = all.nation.size() >= concentration_told_from;
  all.frameworks_together = nation.frameworks_together;
  for (const TellableArea& region : all.regions.areas) {
    TellableAreas& councils = all.councils.emplace_back();
    if (!region.place) continue;
    std::vector<Members> siblings;
    for (const CouncilMembers& council : regions[*region.place].councils) {
      siblings.push_back(council.members);
    }
    councils.areas = areas_of(std::move(siblings));
    decide(councils, all.regions.told, all.regions.frameworks_together);
  }
  return all;
}

}  // namespace assize::pricing
