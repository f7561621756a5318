#include "registry/market/read_market.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "registry/catalogue/school_types.h"
#include "registry/market/inspection_standards.h"
#include "registry/market/read_vacancies.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::int64_t centimetres_in_metre = 100;

pricing::Urn urn_of(const Row& row, std::size_t column) {
  return pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(column))).value();
}

Date date_of(const Row& row, std::size_t column) { return Date::parse(row.text(column)).value(); }

struct Owner {
  std::string provider;
  std::optional<std::string> group;
};

// Of two that run a school on one day, the one that the catalogue shows too.
std::unordered_map<std::int64_t, Owner> read_owners(Connection& connection, Date at) {
  std::unordered_map<std::int64_t, Owner> owners;
  connection.query_each(
      "SELECT runs.urn, runs.provider_id, provider.group_id FROM school_provider AS runs"
      " JOIN provider ON provider.id = runs.provider_id"
      " WHERE runs.from_date <= ? AND (runs.to_date IS NULL OR runs.to_date >= ?)"
      " ORDER BY runs.urn, runs.from_date, runs.provider_id",
      {at.text(), at.text()}, [&](const Row& row) {
        owners[row.integer(0)] = {row.text(1), row.text_or_none(2)};
      });
  return owners;
}

// The database counts those that are alike.
std::unordered_set<std::uint32_t> read_placements(Connection& connection, Date at,
                                                  pricing::MarketFacts& facts) {
  std::unordered_set<std::uint32_t> placed;
  connection.query_each(
      "SELECT council, need, urn, basis, COUNT(*) FROM placement"
      " WHERE NOT withdrawn AND start_date <= ? AND (end_date IS NULL OR end_date >= ?)"
      " GROUP BY council, need, urn, basis",
      {at.text(), at.text()}, [&](const Row& row) {
        placed.insert(static_cast<std::uint32_t>(row.integer(2)));
        const auto basis = pricing::read_code<pricing::PlacementBasis>(
            pricing::placement_basis_codes, row.text(3));
        facts.placements->push_back({row.text(0), pricing::read_need(row.text(1)).value(),
                                     urn_of(row, 2), at, at, basis.value(), std::nullopt,
                                     static_cast<std::uint32_t>(row.integer(4))});
      });
  return placed;
}

// Says which of them are open on the day. A school that is not yet open, or closed on a day that is
// not known, is not.
std::unordered_set<std::uint32_t> read_schools(Connection& connection, Date at,
                                               const std::unordered_set<std::uint32_t>& placed,
                                               pricing::MarketFacts& facts) {
  const auto owners = read_owners(connection, at);
  std::unordered_set<std::uint32_t> open;
  connection.query_each(
      "SELECT urn, type_code, name, la_code, region, easting, northing, status <> "
      "'proposed_to_open'"
      " AND (open_date IS NULL OR open_date <= ?) AND (close_date >= ? OR (close_date IS NULL AND"
      " status <> 'closed')) FROM school WHERE urn BETWEEN 100000 AND 999999",
      {at.text(), at.text()}, [&](const Row& row) {
        const auto urn = static_cast<std::uint32_t>(row.integer(0));
        if (find_school_type(static_cast<int>(row.integer(1))) == nullptr) return;
        const bool is_open = row.integer(7) != 0;
        if (is_open) open.insert(urn);
        if (!is_open && !placed.contains(urn)) return;
        pricing::MarketSchool school{urn_of(row, 0), row.text(2), {}, {}, {}, {}};
        const std::string region = region_of_school(row.text_or_none(3), row.text_or_none(4));
        if (!region.empty()) school.region = region;
        if (const auto owner = owners.find(row.integer(0)); owner != owners.end()) {
          school.provider = owner->second.provider;
          school.group = owner->second.group;
        }
        if (!row.is_null(5) && !row.is_null(6)) {
          school.position = pricing::GridPosition{row.integer(5) * centimetres_in_metre,
                                                  row.integer(6) * centimetres_in_metre};
        }
        facts.schools->push_back(std::move(school));
      });
  return open;
}

struct LastInspection {
  Date day;
  std::optional<pricing::Standards> standards;
  std::string body;
  bool is_from_gias = false;
};
bool is_unmet(const LastInspection& inspection) {
  return inspection.standards == pricing::Standards::unmet;
}
using LastInspections = std::unordered_map<std::uint32_t, LastInspection>;  // by URN

// The later of two is the last. Of those of one day, a file of inspections goes before GIAS, and
// what one found unmet is not met because another found otherwise.
void keep_last(LastInspections& last, std::uint32_t urn, LastInspection inspection) {
  const auto [found, is_new] = last.emplace(urn, inspection);
  LastInspection& before = found->second;
  if (is_new || inspection.day < before.day) return;
  if (inspection.day == before.day && (inspection.is_from_gias || is_unmet(before))) return;
  before = std::move(inspection);
}

void read_imported_inspections(Connection& connection, Date at, LastInspections& last) {
  connection.query_each("SELECT urn, on_date, outcome, body FROM inspection WHERE on_date <= ?",
                        {at.text()}, [&](const Row& row) {
                          keep_last(
                              last, static_cast<std::uint32_t>(row.integer(0)),
                              {date_of(row, 1), standards_found(row.text(2)), row.text(3), false});
                        });
}

// The register's own row tells of the last inspection; on a day past, its history may tell of the
// one before. What the source said last of a day is what it says of it.
void read_gias_inspections(Connection& connection, Date at, Date today, LastInspections& last) {
  const std::string history = at < today ? " FOR SYSTEM_TIME ALL" : "";
  LastInspections of_gias;
  connection.query_each("SELECT urn, inspected_on, inspection_outcome, inspectorate FROM school" +
                            history +
                            " WHERE inspected_on <= ? AND urn BETWEEN 100000 AND 999999"
                            " ORDER BY inspected_on, ROW_START",
                        {at.text()}, [&](const Row& row) {
                          of_gias[static_cast<std::uint32_t>(row.integer(0))] = {
                              date_of(row, 1), standards_found(row.text_or_none(2).value_or("")),
                              row.text_or_none(3).value_or("its inspectorate"), true};
                        });
  for (auto& [urn, inspection] : of_gias) keep_last(last, urn, std::move(inspection));
}

void read_inspections(Connection& connection, Date at, Date today, pricing::MarketFacts& facts) {
  LastInspections last;
  read_imported_inspections(connection, at, last);
  read_gias_inspections(connection, at, today, last);
  for (const pricing::MarketSchool& school : *facts.schools) {
    const auto found = last.find(school.urn.number());
    if (found == last.end() || !found->second.standards) continue;
    facts.inspections->push_back(
        {school.urn, found->second.day, *found->second.standards, found->second.body});
  }
}

void read_standings(Connection& connection, pricing::MarketFacts& facts) {
  connection.query_each(
      "SELECT urn, kind, on_date, event = 'granted' FROM approval_event"
      " WHERE urn BETWEEN 100000 AND 999999",
      {}, [&](const Row& row) {
        const auto kind = row.text(1) == "section41" ? pricing::StandingKind::section41
                                                     : pricing::StandingKind::non_maintained;
        facts.standings->push_back({urn_of(row, 0), kind, date_of(row, 2),
                                    row.integer(3) != 0 ? pricing::StandingState::granted
                                                        : pricing::StandingState::revoked});
      });
}

// What its inspectorate and officers say of registrations: those of which nothing is recorded are
// in no list.
void read_registrations(Connection& connection, pricing::MarketFacts& facts) {
  connection.query_each(
      "SELECT urn, 'registration', on_date, event FROM registration_event WHERE urn BETWEEN 100000"
      " AND 999999 AND event IN ('registered', 'suspended', 'reinstated', 'removed') ORDER BY id",
      {}, [&](const Row& row) {
        const std::string event = row.text(3);
        const auto state = event == "suspended" ? pricing::StandingState::suspended
                           : event == "removed" ? pricing::StandingState::revoked
                                                : pricing::StandingState::granted;
        const pricing::Urn urn = urn_of(row, 0);
        const Date on = date_of(row, 2);
        // Of several of one day, the last that was recorded holds.
        std::erase_if(*facts.standings, [&](const pricing::Standing& each) {
          return each.urn == urn && each.day == on &&
                 each.kind == pricing::StandingKind::registration;
        });
        facts.standings->push_back({urn, pricing::StandingKind::registration, on, state});
      });
}

}  // namespace

pricing::MarketFacts read_market(Connection& connection, Date at, Date today) {
  pricing::MarketFacts facts;
  facts.schools.emplace();
  facts.placements.emplace();
  facts.inspections.emplace();
  facts.standings.emplace();
  const auto placed = read_placements(connection, at, facts);
  const auto open = read_schools(connection, at, placed, facts);
  facts.vacancies = read_vacancies(connection, at, today, open);
  read_inspections(connection, at, today, facts);
  read_standings(connection, facts);
  read_registrations(connection, facts);
  pricing::sort_market_facts(facts);
  return facts;
}

}  // namespace assize::registry
