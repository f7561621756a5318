// Money spent by council, region and the nation, as it may be told: to the regulator all of it, to
// a council its own, and to everyone what tells of no group of fewer than five children.
// Thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pricing/spending/disclosure.h"
#include "registry/access/caller.h"
#include "registry/spending/read_spending.h"

namespace assize::registry {

inline constexpr std::string_view nation_code = "E92000001";

enum class AreaKind { nation, region, council };
inline constexpr std::array<std::string_view, 3> area_kind_codes{"nation", "region", "council"};

// Where the market's rules have found something that touches an area's placements for a need.
struct FragileNeed {
  pricing::Need need{};
  std::vector<std::string> rules;  // in order
  std::uint64_t placements = 0;    // that it touches
  bool operator==(const FragileNeed&) const = default;
};

struct SpendingArea {
  AreaKind kind = AreaKind::nation;
  std::string code;  // "E92000001", "E12000007", "383"; empty for several put together
  std::string name;
  std::string region_code;  // of a council; "none" for one of no region of England
  pricing::Date at;
  bool is_in_full = false;  // and not only what may be told to everyone
  pricing::AreaSpending spending;
  std::optional<std::vector<FragileNeed>> fragile;  // in full only
};

// Placements of several frameworks' call-offs as everyone may see them: by area and framework.
struct CallOffGroup {
  std::size_t framework = 0;  // a place among the snapshot's
  AreaKind kind = AreaKind::nation;
  std::string code, name;  // of the area; the code is empty for several put together
  std::string region_code;
  pricing::PriceSum sum;
};

// The nation first, then regions and their councils by code; areas without placements are left out,
// and where several are put together they are one, the last, without a code.
struct SpendingReport {
  std::vector<SpendingArea> areas;
  std::vector<SpendingHolder> holders;
  std::vector<CallOffGroup> call_offs;  // of what may be told to everyone alone
  const SpendingArea* find(std::string_view code) const;
};

// A flag of the market's rules that stood on a day.
struct StandingFlag {
  std::string rule;
  std::optional<pricing::LaCode> council;
  std::optional<pricing::Need> need;
  std::optional<pricing::Urn> urn;
};

// Pure.
SpendingReport spending_in_full(const PricedPlacements& placements,
                                const std::vector<StandingFlag>& flags);
SpendingReport spending_for_everyone(const PricedPlacements& placements, const Snapshot& snapshot);

// What everyone is told is of the first day of the month, so that one placement's coming or going
// cannot be read off from one day to the next.
pricing::Date day_for_everyone(pricing::Date today);

SpendingReport read_spending_in_full(Connection& connection, const Snapshot& snapshot,
                                     pricing::Date at);
SpendingReport read_spending_for_everyone(Connection& connection, const Snapshot& snapshot);

// What a caller sees: the regulator all in full; a council its own area in full, and otherwise what
// everyone sees. `everyone` may be null where a day was asked for, of which nobody is told that.
SpendingReport spending_for(const Caller& caller, const SpendingReport& in_full,
                            const SpendingReport* everyone);

}  // namespace assize::registry
