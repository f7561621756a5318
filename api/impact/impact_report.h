// The impact of a draft edition as text for people, JSON and CSV. Text shows the largest of each
// list and says how many there are; JSON and CSV have all of them. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "pricing/impact/impact.h"
#include "registry/catalogue/fee_values.h"

namespace assize::api {

// What a report is made from; all of it must outlive the report.
struct ImpactReport {
  const registry::NamedMarket& market;
  const pricing::Impact& impact;
  const pricing::RuleBook& in_force;
  const pricing::RuleBook& draft;
  pricing::Date as_at;
  std::optional<pricing::Date> draft_on;
};

std::string impact_text(const ImpactReport& report);
std::string impact_json(const ImpactReport& report);
std::string impact_csv(const ImpactReport& report);

// One kind of tally: by school, provider, group, council, need or region. Those that have lines;
// what has no name (a school of no group) stands last, with an empty id.
struct ImpactRow {
  std::string id;
  std::string name;
  const pricing::ImpactTally* tally;
};
struct ImpactTable {
  std::string kind;  // "school"
  std::string many;  // "schools"
  std::vector<ImpactRow> rows;
};
std::vector<ImpactTable> impact_tables(const ImpactReport& report);

// How many schools have a line that is so, before and after, and how many newly have and no longer.
struct SchoolCounts {
  std::uint64_t before = 0, after = 0, newly = 0, no_longer = 0;
};
SchoolCounts schools_over(const pricing::Impact& impact);
SchoolCounts schools_under(const pricing::Impact& impact);
SchoolCounts schools_free(const pricing::Impact& impact);

inline constexpr std::string_view impact_measure =
    "Pounds over the ceiling are for one pupil on each line for a year: the least by which the "
    "yearly price would have to fall to meet every ceiling. Where a band is by another unit than "
    "the year, its excess counts units_per_year times. They are not multiplied by pupils.";
inline constexpr std::string_view no_returns = "no returns are held";

}  // namespace assize::api
