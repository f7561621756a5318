// Money spent against a slow twin that counts one placement at a time, and what may be told of it.
#include "pricing/spending/spending.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "pricing/spending/disclosure.h"

namespace assize::pricing {
namespace {

using Placements = std::vector<PricedPlacement>;

LaCode council(std::uint32_t number) { return *LaCode::from_number(number); }

PricedPlacement draw() {
  PricedPlacement one(council(*rc::gen::inRange<std::uint32_t>(1, 13)),
                      *Urn::from_number(*rc::gen::inRange<std::uint32_t>(900001, 900009)));
  one.need = static_cast<Need>(*rc::gen::inRange(0, 3));
  one.provision = static_cast<Provision>(*rc::gen::inRange(0, 2));
  one.basis = static_cast<PlacementBasis>(*rc::gen::inRange(0, 3));
  const auto holder = *rc::gen::inRange<std::uint32_t>(0, 8);
  one.holder = holder == 7 ? nobody_known : holder;
  one.framework = *rc::gen::inRange<std::uint32_t>(0, 3);
  one.is_by_fee = *rc::gen::arbitrary<bool>();
  const auto some = [] { return Pounds::from_pennies(*rc::gen::inRange(0, 3'000'000)); };
  for (Pounds& part : one.parts) one.price += part = some();
  for (Pounds& payer : one.payers) one.recorded += payer = some();
  if (*rc::gen::arbitrary<bool>()) one.before = some();
  return one;
}

Placements draw_many(int limit) {
  Placements many;
  for (int count = *rc::gen::inRange(0, limit); count > 0; --count) many.push_back(draw());
  return many;
}

Members all_of(const Placements& placements) {
  Members members;
  for (const PricedPlacement& each : placements) members.push_back(&each);
  return members;
}

std::int64_t hundredths_half_even(std::int64_t numerator, std::int64_t denominator) {
  std::int64_t floor = numerator / denominator;
  const std::int64_t twice = 2 * (numerator % denominator);
  if (twice > denominator || (twice == denominator && floor % 2 != 0)) ++floor;
  return floor;
}

// In pennies, as a person would do it with a list.
void expect_sum(const PriceSum& sum, std::vector<std::int64_t> pennies) {
  std::sort(pennies.begin(), pennies.end());
  std::int64_t spend = 0;
  for (const std::int64_t each : pennies) spend += each;
  const auto count = static_cast<std::int64_t>(pennies.size());
  RC_ASSERT(sum.placements == pennies.size());
  RC_ASSERT(sum.spend == Pounds::from_pennies(spend));
  if (count == 0) return;
  RC_ASSERT(sum.average == Pounds::from_pennies(hundredths_half_even(spend, count)));
  const std::int64_t middle = pennies[static_cast<std::size_t>((count - 1) / 2)] +
                              pennies[static_cast<std::size_t>(count / 2)];
  RC_ASSERT(sum.median == Pounds::from_pennies(hundredths_half_even(middle, 2)));
}

template <typename Wanted>
std::vector<std::int64_t> pennies_of(const Placements& placements, Wanted wanted) {
  std::vector<std::int64_t> pennies;
  for (const PricedPlacement& each : placements) {
    if (wanted(each)) pennies.push_back(each.price.ten_thousandths() / 100);
  }
  return pennies;
}

RC_GTEST_PROP(Spending, IsWhatASlowTwinAddsUp, ()) {
  const Placements placements = draw_many(60);
  const AreaSpending area = add_up(all_of(placements));
  expect_sum(area.total, pennies_of(placements, [](const auto&) { return true; }));
  std::uint64_t in_kinds = 0;
  for (const KindSpending& kind : area.kinds) {
    RC_ASSERT(kind.kind.has_value());
    in_kinds += kind.sum.placements;
    expect_sum(kind.sum, pennies_of(placements, [&](const auto& each) {
                 return each.need == kind.kind->first && each.provision == kind.kind->second;
               }));
  }
  RC_ASSERT(in_kinds == placements.size());
  std::uint64_t in_bases = 0;
  for (const BasisSpending& basis : area.bases) {
    in_bases += basis.sum.placements;
    expect_sum(basis.sum, pennies_of(placements,
                                     [&](const auto& each) { return each.basis == *basis.basis; }));
  }
  RC_ASSERT(in_bases == placements.size());
  Pounds parts, payers, change;
  for (const Pounds part : area.splits->parts) parts += part;
  for (const Pounds payer : area.splits->payers) payers += payer;
  RC_ASSERT(parts == area.total.spend);
  RC_ASSERT(payers == area.splits->recorded);
  for (const PricedPlacement& each : placements) {
    if (each.before) change = change + (each.price - *each.before);
  }
  RC_ASSERT(area.increases->rises - area.increases->falls == change);
}

RC_GTEST_PROP(Spending, TheLargestHoldersAreThoseOfASlowTwin, ()) {
  const Placements placements = draw_many(60);
  RC_PRE(!placements.empty());
  const SpendingConcentration found = *add_up(all_of(placements)).concentration;
  std::map<std::uint32_t, std::uint64_t> held;
  for (const PricedPlacement& each : placements) ++held[each.holder];
  RC_ASSERT(found.unknown == held[nobody_known]);
  held.erase(nobody_known);
  RC_ASSERT(found.holders == held.size());
  RC_ASSERT(found.largest.size() == std::min<std::size_t>(held.size(), 5));
  std::uint64_t last = placements.size();
  for (const HolderShare& share : found.largest) {
    RC_ASSERT(held.at(share.holder) == share.placements);
    RC_ASSERT(share.placements <= last);
    last = share.placements;
  }
  RC_ASSERT(found.index.has_value() == (found.unknown == 0));
}

TEST(Spending, RoundsAnAverageAMedianAndAShareHalfToEven) {
  Placements placements(2, PricedPlacement(council(1), *Urn::from_number(900001)));
  placements[0].price = Pounds::from_pennies(100);
  placements[1].price = Pounds::from_pennies(101);
  const AreaSpending area = add_up(all_of(placements));
  EXPECT_EQ(area.total.average.text(), "1.00");
  EXPECT_EQ(area.total.median.text(), "1.00");
  EXPECT_EQ(share_text(1, 3), "33.33");
  EXPECT_EQ(share_text(2, 3), "66.67");
  EXPECT_EQ(share_text(1, 800), "0.12");
  EXPECT_EQ(add_up({}).total.spend.text(), "0.00");
}

// Four regions of three councils.
std::vector<RegionMembers> by_region(const Placements& placements) {
  std::vector<RegionMembers> regions;
  for (std::uint32_t number = 1; number <= 12; ++number) {
    if (number % 3 == 1) regions.push_back({"R" + std::to_string(number), "", {}});
    CouncilMembers& one = regions.back().councils.emplace_back(CouncilMembers{council(number), {}});
    for (const PricedPlacement& each : placements) {
      if (each.council == council(number)) one.members.push_back(&each);
    }
  }
  return regions;
}

// Every count that is told of an area.
std::vector<std::uint64_t> counts_told(const Members& members, const Told& told) {
  std::vector<std::uint64_t> counts;
  const AreaSpending area = add_up(members, told);
  counts.push_back(area.total.placements);
  for (const KindSpending& kind : area.kinds) counts.push_back(kind.sum.placements);
  for (const BasisSpending& basis : area.bases) counts.push_back(basis.sum.placements);
  if (area.increases) {
    counts.push_back(area.increases->compared);
    counts.push_back(area.increases->risen);
    counts.push_back(area.increases->fallen);
    counts.push_back(area.total.placements - area.increases->compared);
  }
  if (area.splits) counts.push_back(area.splits->as_recorded);
  return counts;
}

std::map<std::size_t, std::uint64_t> kinds_alone(const Members& members, const Told& told) {
  std::map<std::size_t, std::uint64_t> counts;
  for (const PricedPlacement* each : members) {
    if (!told.kinds_together[kind_of(*each)]) ++counts[kind_of(*each)];
  }
  return counts;
}

RC_GTEST_PROP(Disclosure, TellsNoCountFromOneToFour, ()) {
  const Placements placements = draw_many(400);
  const TellableSpending all = tellable(by_region(placements), 2);
  RC_ASSERT(all.is_tellable == (placements.size() >= 5));
  if (!all.is_tellable) return;
  const auto check = [](const Members& members, const Told& told) {
    for (const std::uint64_t count : counts_told(members, told)) RC_ASSERT(!is_small(count));
  };
  check(all.nation, all.told);
  for (const TellableArea& region : all.regions.areas) check(region.members, all.regions.told);
  for (const TellableAreas& councils : all.councils) {
    for (const TellableArea& each : councils.areas) check(each.members, councils.told);
  }
}

RC_GTEST_PROP(Disclosure, LeavesNoSmallRestBetweenAnAreaAndItsParts, ()) {
  const Placements placements = draw_many(400);
  const TellableSpending all = tellable(by_region(placements), 2);
  if (!all.is_tellable) return;
  const auto check = [](const Members& whole, const Told& told, const TellableAreas& parts) {
    std::uint64_t count = 0;
    // A row that the parts show, each of them shows; so the parts leave nothing of it over.
    std::map<std::size_t, std::uint64_t> left = kinds_alone(whole, told);
    for (const TellableArea& part : parts.areas) {
      count += part.members.size();
      for (const auto& [kind, of_part] : kinds_alone(part.members, parts.told)) {
        left[kind] -= of_part;
      }
    }
    RC_ASSERT(count == whole.size());
    for (const auto& [kind, rest] : left) RC_ASSERT(rest == 0 || parts.told.kinds_together[kind]);
    RC_ASSERT((told.kinds_together & parts.told.kinds_together) == told.kinds_together);
    RC_ASSERT(!parts.told.splits || told.splits);
    RC_ASSERT(!parts.told.concentration);
  };
  check(all.nation, all.told, all.regions);
  for (std::size_t at = 0; at < all.regions.areas.size(); ++at) {
    if (!all.regions.areas[at].place) continue;
    check(all.regions.areas[at].members, all.regions.told, all.councils[at]);
  }
}

TEST(Disclosure, PutsASmallRowTogetherWithTheNextSmallest) {
  EXPECT_EQ(rows_together({{9, 2, 30}, {8, 6, 30}}, {false, false, false}),
            (std::vector<bool>{true, true, false}));
  EXPECT_EQ(rows_together({{9, 5, 30}, {8, 0, 30}}, {false, false, false}),
            (std::vector<bool>{false, false, false}));
  EXPECT_EQ(rows_together({{9, 2, 3}}, {false, false, false}),
            (std::vector<bool>{false, true, true}));
  EXPECT_EQ(rows_together({{4, 0, 30}}, {false, false, false}),
            (std::vector<bool>{true, false, true}));
  EXPECT_EQ(rows_together({{9, 8, 7}}, {false, true, false}),
            (std::vector<bool>{false, true, false}));
}

}  // namespace
}  // namespace assize::pricing
