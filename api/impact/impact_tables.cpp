#include "api/impact/impact_report.h"
#include "registry/register/local_authorities.h"

namespace assize::api {
namespace {

using pricing::Impact;
using pricing::ImpactTally;
using pricing::StandingCounts;

void add_row(ImpactTable& table, std::string id, std::string name, const ImpactTally& tally) {
  if (tally.lines > 0) table.rows.push_back({std::move(id), std::move(name), &tally});
}

ImpactTable schools(const ImpactReport& report) {
  ImpactTable table{"school", "schools", {}};
  for (std::size_t at = 0; at < report.impact.schools.size(); ++at) {
    const registry::CatalogueSchool& school = *report.market.schools[at];
    add_row(table, school.urn.text(), school.name, report.impact.schools[at]);
  }
  return table;
}

ImpactTable providers(const ImpactReport& report) {
  ImpactTable table{"provider", "providers", {}};
  const auto& names = report.market.providers;
  for (std::size_t at = 0; at < names.size(); ++at) {
    add_row(table, names[at].id, names[at].name, report.impact.providers[at]);
  }
  add_row(table, "", "no provider known", report.impact.providers.back());
  return table;
}

ImpactTable by_name(const char* kind, const char* many, const std::vector<std::string>& names,
                    const std::vector<ImpactTally>& tallies, const char* none) {
  ImpactTable table{kind, many, {}};
  for (std::size_t at = 0; at < names.size(); ++at) {
    add_row(table, names[at], names[at], tallies[at]);
  }
  add_row(table, "", none, tallies.back());
  return table;
}

ImpactTable councils(const ImpactReport& report) {
  ImpactTable table{"council", "councils", {}};
  for (std::uint32_t number = 1; number < report.impact.councils.size(); ++number) {
    const auto la = pricing::LaCode::from_number(number);
    if (!la) continue;
    const registry::LocalAuthority* council = registry::find_local_authority(*la);
    add_row(table, la->text(), council == nullptr ? la->text() : council->name,
            report.impact.councils[number]);
  }
  add_row(table, "", "no council known", report.impact.councils[0]);
  return table;
}

ImpactTable needs(const ImpactReport& report) {
  ImpactTable table{"need", "needs", {}};
  for (std::size_t need = 0; need < report.impact.needs.size(); ++need) {
    const std::string code(pricing::need_codes[need]);
    add_row(table, code, code, report.impact.needs[need]);
  }
  return table;
}

SchoolCounts count_schools(const Impact& impact, std::uint64_t StandingCounts::*kind) {
  SchoolCounts counts;
  for (const ImpactTally& school : impact.schools) {
    const bool was = school.before.*kind > 0;
    const bool will_be = school.after.*kind > 0;
    counts.before += was ? 1U : 0U;
    counts.after += will_be ? 1U : 0U;
    counts.newly += !was && will_be ? 1U : 0U;
    counts.no_longer += was && !will_be ? 1U : 0U;
  }
  return counts;
}

}  // namespace

std::vector<ImpactTable> impact_tables(const ImpactReport& report) {
  return {
      by_name("region", "regions", report.market.regions, report.impact.regions, "no region known"),
      councils(report),
      needs(report),
      by_name("group", "groups", report.market.groups, report.impact.groups, "in no group"),
      providers(report),
      schools(report)};
}

SchoolCounts schools_over(const Impact& impact) {
  return count_schools(impact, &StandingCounts::over);
}
SchoolCounts schools_under(const Impact& impact) {
  return count_schools(impact, &StandingCounts::under);
}
SchoolCounts schools_free(const Impact& impact) {
  return count_schools(impact, &StandingCounts::free);
}

}  // namespace assize::api
