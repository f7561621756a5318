#include "registry/catalogue/search/choice_sets.h"

#include <algorithm>

#include "registry/catalogue/search/search_index.h"

namespace assize::registry {

ChoiceSets::ChoiceSets(std::size_t schools)
    : none(schools), listed(schools), regulated(schools), section41(schools), with_offers(schools) {
  by_register_need.fill(none);
  by_register_age.fill(none);
}

ChoiceSets::ChoiceSets(const Snapshot& snapshot, std::span<const SearchRow> rows)
    : ChoiceSets(rows.size()) {
  const auto add = [this](auto& sets, const auto& value, std::uint32_t school) {
    sets.try_emplace(value, none).first->second.add(school);
  };
  for (std::uint32_t school = 0; school < rows.size(); ++school) {
    const SearchRow& row = rows[school];
    if (row.is_listed) listed.add(school);
    if (pricing::is_regulated_type(row.type)) regulated.add(school);
    if (row.section41) section41.add(school);
    if (row.offers > 0) with_offers.add(school);
    add(by_type, row.type, school);
    add(by_region, row.region, school);
    add(by_inspection, row.inspection, school);
    add(by_council, row.la, school);
    for (std::size_t need = 0; need < by_register_need.size(); ++need) {
      by_register_need[need].add_if(school, (row.register_needs >> need) & 1U);
    }
    if (row.age_from >= 0) {
      for (int age = row.age_from; age <= std::min<int>(row.age_to, greatest_age); ++age) {
        by_register_age[static_cast<std::size_t>(age)].add(school);
      }
    }
    if (row.has_position) positions.push_back({row.position, school});
    for (const CatalogueLot& lot : snapshot.schools[school]->lots) {
      if (lot.is_in_force) add(by_lot, lot.framework + '/' + lot.lot, school);
    }
  }
  std::sort(positions.begin(), positions.end());
}

SchoolSet ChoiceSets::within(Miles miles, GridPoint of) const {
  SchoolSet near = none;
  // A tenth of a mile is less than 161 metres.
  const std::int32_t reach = miles.tenths() * 161;
  const auto first = std::lower_bound(
      positions.begin(), positions.end(), of.easting - reach,
      [](const Position& each, std::int32_t easting) { return each.point.easting < easting; });
  const std::int64_t reach_squared = miles.reach_squared();
  for (auto at = first; at != positions.end() && at->point.easting <= of.easting + reach; ++at) {
    near.add_if(at->school, distance_squared(of, at->point) <= reach_squared ? 1 : 0);
  }
  return near;
}

}  // namespace assize::registry
