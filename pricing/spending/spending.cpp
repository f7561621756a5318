#include "pricing/spending/spending.h"

#include <algorithm>
#include <map>

#include "pricing/exact/rounding_points.h"

namespace assize::pricing {
namespace {

using Prices = std::vector<Pounds>;

Pounds median_of(Prices& prices) {
  const std::size_t middle = prices.size() / 2;
  const auto upper = prices.begin() + static_cast<std::ptrdiff_t>(middle);
  std::nth_element(prices.begin(), upper, prices.end());
  if (prices.size() % 2 != 0) return *upper;
  const Pounds lower = *std::max_element(prices.begin(), upper);
  return Unrounded((lower + *upper).ten_thousandths(), 2).at(median_price_shown);
}

PriceSum sum_of(Prices& prices) {
  PriceSum sum;
  sum.placements = prices.size();
  for (const Pounds price : prices) sum.spend += price;
  if (prices.empty()) return sum;
  sum.average = Unrounded(sum.spend.ten_thousandths(), static_cast<std::int64_t>(prices.size()))
                    .at(average_price_shown);
  sum.median = median_of(prices);
  return sum;
}

// The prices of each row, and after them those of the rows that are put together.
template <std::size_t rows, typename RowOf>
std::array<Prices, rows + 1> by_row(const Members& members, const std::bitset<rows>& together,
                                    RowOf row_of) {
  std::array<Prices, rows + 1> prices;
  for (const PricedPlacement* each : members) {
    const std::size_t row = row_of(*each);
    prices[together[row] ? rows : row].push_back(each->price);
  }
  return prices;
}

std::vector<KindSpending> kinds_of(const Members& members, const KindsTogether& together) {
  auto prices = by_row(members, together, kind_of);
  std::vector<KindSpending> kinds;
  for (std::size_t row = 0; row <= kind_count; ++row) {
    if (prices[row].empty()) continue;
    KindSpending& kind = kinds.emplace_back();
    if (row < kind_count) {
      kind.kind = {static_cast<Need>(row / provision_codes.size()),
                   static_cast<Provision>(row % provision_codes.size())};
    }
    kind.sum = sum_of(prices[row]);
  }
  return kinds;
}

std::vector<BasisSpending> bases_of(const Members& members, const BasesTogether& together) {
  auto prices = by_row(members, together, [](const PricedPlacement& each) {
    return static_cast<std::size_t>(each.basis);
  });
  std::vector<BasisSpending> bases;
  for (std::size_t row = 0; row < prices.size(); ++row) {
    if (prices[row].empty()) continue;
    BasisSpending& basis = bases.emplace_back();
    if (row < placement_basis_codes.size()) basis.basis = static_cast<PlacementBasis>(row);
    basis.sum = sum_of(prices[row]);
    basis.share = share_text(basis.sum.placements, members.size());
  }
  return bases;
}

SpendingSplits splits_of(const Members& members) {
  SpendingSplits splits;
  for (const PricedPlacement* each : members) {
    splits.recorded += each->recorded;
    splits.as_recorded += each->is_by_fee ? 0 : 1;
    for (std::size_t at = 0; at < splits.payers.size(); ++at) splits.payers[at] += each->payers[at];
    for (std::size_t at = 0; at < splits.parts.size(); ++at) splits.parts[at] += each->parts[at];
  }
  return splits;
}

SpendingIncreases increases_of(const Members& members) {
  SpendingIncreases increases;
  for (const PricedPlacement* each : members) {
    if (!each->before) continue;
    ++increases.compared;
    if (each->price > *each->before) {
      ++increases.risen;
      increases.rises += each->price - *each->before;
    } else if (each->price < *each->before) {
      ++increases.fallen;
      increases.falls += *each->before - each->price;
    }
  }
  return increases;
}

SpendingConcentration concentration_among(const Members& members) {
  SpendingConcentration found;
  std::map<std::uint32_t, HolderShare> shares;
  for (const PricedPlacement* each : members) {
    if (each->holder == nobody_known) {
      ++found.unknown;
      continue;
    }
    HolderShare& share = shares[each->holder];
    share.holder = each->holder;
    ++share.placements;
    share.spend += each->price;
  }
  found.holders = shares.size();
  std::vector<std::uint64_t> held;
  for (auto& [holder, share] : shares) {
    share.share = share_text(share.placements, members.size());
    held.push_back(share.placements);
    found.largest.push_back(share);
  }
  std::stable_sort(found.largest.begin(), found.largest.end(),
                   [](const HolderShare& one, const HolderShare& other) {
                     return one.placements > other.placements;
                   });
  if (found.largest.size() > holders_shown) found.largest.resize(holders_shown);
  if (found.unknown == 0 && !members.empty()) found.index = concentration_of(held, members.size());
  return found;
}

}  // namespace

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  // A percentage is shown as an amount is: as a decimal with two places.
  constexpr Wide percent = 100;
  constexpr Wide ten_thousandths = 10'000;
  return Unrounded(static_cast<Wide>(part) * percent * ten_thousandths,
                   static_cast<std::int64_t>(whole))
      .at(share_shown)
      .text();
}

AreaSpending add_up(const Members& members, const Told& told) {
  AreaSpending area;
  Prices prices;
  prices.reserve(members.size());
  for (const PricedPlacement* each : members) prices.push_back(each->price);
  area.total = sum_of(prices);
  area.kinds = kinds_of(members, told.kinds_together);
  area.bases = bases_of(members, told.bases_together);
  if (told.splits) area.splits = splits_of(members);
  if (told.increases) area.increases = increases_of(members);
  if (told.concentration) area.concentration = concentration_among(members);
  return area;
}

}  // namespace assize::pricing
