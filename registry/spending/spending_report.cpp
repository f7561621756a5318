#include "registry/spending/spending_report.h"

#include <algorithm>
#include <set>

#include "registry/filings/steps/authority.h"
#include "registry/register/local_authorities.h"
#include "registry/spending/read_flags.h"

namespace assize::registry {
namespace {

using pricing::Members;
using pricing::PricedPlacement;
using pricing::RegionMembers;

constexpr std::string_view no_region_name = "Councils of no region of England";

// By region and council, those of no region last.
std::vector<RegionMembers> by_place(const PricedPlacements& all) {
  std::map<std::pair<std::string, std::string>, std::map<pricing::LaCode, Members>> places;
  for (const PricedPlacement& each : all.placements) {
    const LocalAuthority* council = find_local_authority(each.council);
    // After every code of a region.
    const std::pair<std::string, std::string> region =
        council == nullptr ? std::pair("F", std::string(no_region_name))
                           : std::pair(council->region_code, council->region);
    places[region][each.council].push_back(&each);
  }
  std::vector<RegionMembers> regions;
  for (auto& [region, councils] : places) {
    RegionMembers& one = regions.emplace_back();
    one.code = region.first == "F" ? "none" : region.first;
    one.name = region.second;
    for (auto& [council, members] : councils) one.councils.push_back({council, std::move(members)});
  }
  return regions;
}

SpendingArea nation_area(const PricedPlacements& all) {
  SpendingArea area;
  area.code = nation_code;
  area.name = "England";
  area.at = all.at;
  return area;
}

SpendingArea region_area(const RegionMembers& region, pricing::Date at) {
  SpendingArea area;
  area.kind = AreaKind::region;
  area.code = region.code;
  area.name = region.name;
  area.at = at;
  return area;
}

SpendingArea council_area(const RegionMembers& region, pricing::LaCode council, pricing::Date at) {
  SpendingArea area;
  area.kind = AreaKind::council;
  area.code = council.text();
  area.name = name_of_council(council);
  area.region_code = region.code;
  area.at = at;
  return area;
}

class Flags {
 public:
  explicit Flags(const std::vector<StandingFlag>& flags) {
    for (const StandingFlag& flag : flags) {
      if (flag.urn) {
        by_school_[flag.urn->number()].push_back(&flag);
      } else if (flag.council) {
        by_council_[flag.council->number()].push_back(&flag);
      }
    }
  }
  std::vector<FragileNeed> fragile(const Members& members) const {
    std::map<pricing::Need, std::pair<std::set<std::string>, std::uint64_t>> needs;
    for (const PricedPlacement* each : members) {
      std::set<std::string> rules;
      add(by_school_, each->urn.number(), each->need, rules);
      add(by_council_, each->council.number(), each->need, rules);
      if (rules.empty()) continue;
      auto& [of_need, count] = needs[each->need];
      of_need.merge(rules);
      ++count;
    }
    std::vector<FragileNeed> out;
    for (const auto& [need, found] : needs) {
      out.push_back({need, {found.first.begin(), found.first.end()}, found.second});
    }
    return out;
  }

 private:
  using ByNumber = std::map<std::uint32_t, std::vector<const StandingFlag*>>;
  static void add(const ByNumber& flags, std::uint32_t number, pricing::Need need,
                  std::set<std::string>& rules) {
    const auto found = flags.find(number);
    if (found == flags.end()) return;
    for (const StandingFlag* flag : found->second) {
      if (!flag->need || *flag->need == need) rules.insert(flag->rule);
    }
  }
  ByNumber by_school_, by_council_;
};

// Several areas that are put together, by a name for them.
SpendingArea rest_of(AreaKind kind, std::string name, const std::string& region_code,
                     pricing::Date at) {
  SpendingArea area;
  area.kind = kind;
  area.name = std::move(name);
  area.region_code = region_code;
  area.at = at;
  return area;
}

// The call-offs of each framework that may be told of, in one area; says which were.
void add_call_offs(const SpendingArea& area, const Members& members,
                   const std::vector<bool>& together, std::vector<CallOffGroup>& groups) {
  std::map<std::uint32_t, Members> by_framework;
  for (const PricedPlacement* each : members) {
    if (each->framework != 0 && !together[each->framework]) {
      by_framework[each->framework].push_back(each);
    }
  }
  for (const auto& [framework, of_framework] : by_framework) {
    groups.push_back({framework - 1, area.kind, area.code, area.name, area.region_code,
                      pricing::add_up(of_framework).total});
  }
}

// Told of an area are the frameworks that are put together in the areas below it, and only there.
std::vector<bool> not_told_below(const std::vector<bool>& here, const std::vector<bool>& below) {
  std::vector<bool> out(here);
  for (std::size_t at = 0; at < out.size(); ++at) out[at] = here[at] || !below[at];
  return out;
}

void add_councils(const RegionMembers& region, const pricing::TellableAreas& told, pricing::Date at,
                  SpendingReport& report) {
  for (const pricing::TellableArea& each : told.areas) {
    SpendingArea area = each.place ? council_area(region, region.councils[*each.place].council, at)
                                   : rest_of(AreaKind::council, "Other councils of " + region.name,
                                             region.code, at);
    area.spending = pricing::add_up(each.members, told.told);
    add_call_offs(area, each.members, told.frameworks_together, report.call_offs);
    report.areas.push_back(std::move(area));
  }
}

}  // namespace

const SpendingArea* SpendingReport::find(std::string_view code) const {
  const auto found = std::find_if(areas.begin(), areas.end(), [code](const SpendingArea& area) {
    return !area.code.empty() && area.code == code;
  });
  return found == areas.end() ? nullptr : &*found;
}

SpendingReport spending_in_full(const PricedPlacements& placements,
                                const std::vector<StandingFlag>& flags) {
  const Flags standing(flags);
  SpendingReport report;
  report.holders = placements.holders;
  const auto add = [&](SpendingArea area, const Members& members) {
    area.is_in_full = true;
    area.spending = pricing::add_up(members);
    area.fragile = standing.fragile(members);
    report.areas.push_back(std::move(area));
  };
  Members nation;
  for (const PricedPlacement& each : placements.placements) nation.push_back(&each);
  add(nation_area(placements), nation);
  for (const RegionMembers& region : by_place(placements)) {
    Members of_region;
    for (const auto& council : region.councils) {
      of_region.insert(of_region.end(), council.members.begin(), council.members.end());
    }
    add(region_area(region, placements.at), of_region);
    for (const auto& council : region.councils) {
      add(council_area(region, council.council, placements.at), council.members);
    }
  }
  return report;
}

SpendingReport spending_for_everyone(const PricedPlacements& placements, const Snapshot& snapshot) {
  SpendingReport report;
  report.holders = placements.holders;
  const std::vector<RegionMembers> regions = by_place(placements);
  const pricing::TellableSpending told = pricing::tellable(regions, snapshot.frameworks.size());
  if (!told.is_tellable) return report;
  SpendingArea nation = nation_area(placements);
  nation.spending = pricing::add_up(told.nation, told.told);
  if (auto& concentration = nation.spending.concentration) {
    std::erase_if(concentration->largest, [](const pricing::HolderShare& share) {
      return pricing::is_small(share.placements);
    });
  }
  add_call_offs(nation, told.nation,
                not_told_below(told.frameworks_together, told.regions.frameworks_together),
                report.call_offs);
  report.areas.push_back(std::move(nation));
  for (std::size_t at = 0; at < told.regions.areas.size(); ++at) {
    const pricing::TellableArea& each = told.regions.areas[at];
    SpendingArea area = each.place ? region_area(regions[*each.place], placements.at)
                                   : rest_of(AreaKind::region, "Other regions", "", placements.at);
    area.spending = pricing::add_up(each.members, told.regions.told);
    std::vector<bool> together = told.regions.frameworks_together;
    if (each.place) together = not_told_below(together, told.councils[at].frameworks_together);
    add_call_offs(area, each.members, together, report.call_offs);
    report.areas.push_back(std::move(area));
    if (each.place) add_councils(regions[*each.place], told.councils[at], placements.at, report);
  }
  return report;
}

pricing::Date day_for_everyone(pricing::Date today) {
  // "2026-11-01"
  return pricing::Date::parse(today.text().substr(0, 8) + "01").value();
}

SpendingReport read_spending_in_full(Connection& connection, const Snapshot& snapshot,
                                     pricing::Date at) {
  return spending_in_full(read_priced_placements(connection, snapshot, at),
                          read_standing_flags(connection, at));
}

SpendingReport read_spending_for_everyone(Connection& connection, const Snapshot& snapshot) {
  return spending_for_everyone(
      read_priced_placements(connection, snapshot, day_for_everyone(snapshot.today)), snapshot);
}

SpendingReport spending_for(const Caller& caller, const SpendingReport& in_full,
                            const SpendingReport* everyone) {
  if (is_regulator(caller.role)) return in_full;
  SpendingReport report;
  if (everyone != nullptr) report = *everyone;
  const SpendingArea* own = nullptr;
  if (caller.role == Role::commissioner && caller.la_code) own = in_full.find(*caller.la_code);
  if (own == nullptr) return report;
  // Holders of the two are numbered apart; its own are told by its own report's numbers.
  SpendingArea area = *own;
  if (area.spending.concentration) {
    for (pricing::HolderShare& share : area.spending.concentration->largest) {
      report.holders.push_back(in_full.holders.at(share.holder));
      share.holder = static_cast<std::uint32_t>(report.holders.size() - 1);
    }
  }
  const auto place = std::find_if(
      report.areas.begin(), report.areas.end(),
      [&area](const SpendingArea& each) { return each.code == area.code && !area.code.empty(); });
  if (place != report.areas.end()) {
    *place = std::move(area);
  } else {
    report.areas.push_back(std::move(area));
  }
  return report;
}

}  // namespace assize::registry
