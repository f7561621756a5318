#include "registry/filings/steps/facts_before.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pricing/exact/decimal.h"
#include "registry/agreements/increases.h"
#include "registry/placements/placement_facts.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::PastPrice;

constexpr std::size_t urns_in_a_query = 500;
constexpr int years_of_history = 3;

struct NewDays {
  Date earliest;
  Date latest;
};
using Schools = std::map<std::int64_t, NewDays>;  // by URN

Schools schools_of(std::span<const pricing::FeeLine> lines) {
  Schools schools;
  for (const pricing::FeeLine& line : lines) {
    const auto [place, is_new] =
        schools.try_emplace(line.urn.number(), NewDays{line.effective_from, line.effective_from});
    if (is_new) continue;
    place->second.earliest = std::min(place->second.earliest, line.effective_from);
    place->second.latest = std::max(place->second.latest, line.effective_from);
  }
  return schools;
}

std::string question_marks(std::size_t count) {
  std::string text;
  for (std::size_t at = 0; at < count; ++at) text += at == 0 ? "?" : ", ?";
  return text;
}

Values urns_of(Schools::const_iterator begin, Schools::const_iterator end) {
  Values urns;
  for (auto school = begin; school != end; ++school) urns.emplace_back(school->first);
  return urns;
}

PastPrice price_of(const Row& row, std::int64_t urn) {
  return {pricing::Urn::from_number(static_cast<std::uint32_t>(urn)).value(),
          row.text(1),
          Date::parse(row.text(2)).value(),
          Date::parse(row.text(3)).value(),
          pricing::parse_unit(row.text(4)).value(),
          pricing::read_hundredths(row.text(5)).value(),
          pricing::Pounds::parse(row.text(6)).value(),
          pricing::Pounds::parse(row.text(7)).value()};
}

void read_history(Connection& connection, const Schools& schools, Schools::const_iterator begin,
                  Schools::const_iterator end, std::vector<PastPrice>& history) {
  NewDays widest = begin->second;
  for (auto school = begin; school != end; ++school) {
    widest.earliest = std::min(widest.earliest, school->second.earliest);
    widest.latest = std::max(widest.latest, school->second.latest);
  }
  Values values = urns_of(begin, end);
  const std::string marks = question_marks(values.size());
  values.emplace_back(pricing::years_before(widest.earliest, years_of_history).text());
  values.emplace_back(widest.latest.text());
  std::string sql =
      "SELECT urn, line, effective_from, effective_to, unit, units_per_year, unit_price,"
      " annual_price FROM fee_line WHERE urn IN (";
  sql += marks + ") AND decision = 'in_effect' AND effective_to >= ? AND effective_from <= ?";
  sql += " ORDER BY urn, line, filing_order DESC, id DESC";
  std::vector<PastPrice> of_line;  // the last filed first
  const auto finish = [&] {
    for (PastPrice& each : days_held(of_line)) history.push_back(std::move(each));
    of_line.clear();
  };
  connection.query_each(sql, values, [&](const Row& row) {
    const NewDays& days = schools.at(row.integer(0));
    PastPrice price = price_of(row, row.integer(0));
    if (!of_line.empty() && (of_line[0].urn != price.urn || of_line[0].line != price.line)) {
      finish();
    }
    const Date first = pricing::years_before(days.earliest, years_of_history);
    if (price.effective_to < first || price.effective_from > days.latest) return;
    of_line.push_back(std::move(price));
  });
  finish();
}

struct Owner {
  std::string provider;
  std::string name;
  std::optional<std::string> group;
};

// Each school by its own days, so that what is read for it does not depend on those beside it.
void read_placements_of(Connection& connection, const Schools& schools, pricing::Facts& facts) {
  std::map<std::pair<Date, Date>, std::vector<std::int64_t>> by_days;
  for (const auto& [urn, days] : schools) by_days[{days.earliest, days.latest}].push_back(urn);
  for (const auto& [days, urns] : by_days) {
    for (std::size_t from = 0; from < urns.size(); from += urns_in_a_query) {
      const std::size_t to = std::min(from + urns_in_a_query, urns.size());
      read_placement_facts(connection,
                           {urns.begin() + static_cast<std::ptrdiff_t>(from),
                            urns.begin() + static_cast<std::ptrdiff_t>(to)},
                           days.first, days.second, facts);
    }
  }
}

// Of each school from the days on: an answer is of a price to come, or of one that began of late.
void read_agreements_of(Connection& connection, const Schools& schools, pricing::Facts& facts) {
  constexpr std::int32_t days_looked_back = 732;
  std::map<Date, std::vector<std::int64_t>> by_day;
  for (const auto& [urn, days] : schools) by_day[days.earliest].push_back(urn);
  facts.agreements.emplace();
  for (const auto& [day, urns] : by_day) {
    for (std::size_t from = 0; from < urns.size(); from += urns_in_a_query) {
      const std::size_t to = std::min(from + urns_in_a_query, urns.size());
      read_agreements(connection,
                      {urns.begin() + static_cast<std::ptrdiff_t>(from),
                       urns.begin() + static_cast<std::ptrdiff_t>(to)},
                      day.plus_days(-days_looked_back), facts);
    }
  }
}

void read_changes(Connection& connection, Schools::const_iterator begin,
                  Schools::const_iterator end, std::vector<pricing::OwnershipChange>& changes) {
  const Values values = urns_of(begin, end);
  const std::string marks = question_marks(values.size());
  std::int64_t urn = 0;
  Owner owner;
  std::string sql =
      "SELECT s.urn, s.provider_id, p.name, p.group_id, s.from_date FROM school_provider s"
      " JOIN provider p ON p.id = s.provider_id WHERE s.urn IN (";
  sql += marks + ") ORDER BY s.urn, s.from_date, s.provider_id";
  connection.query_each(sql, values, [&](const Row& row) {
    Owner next{row.text(1), row.text(2), row.text_or_none(3)};
    const bool is_first = row.integer(0) != urn;
    urn = row.integer(0);
    const bool is_one_group = next.group && owner.group == next.group;
    if (!is_first && next.provider != owner.provider && !is_one_group) {
      changes.push_back({pricing::Urn::from_number(static_cast<std::uint32_t>(urn)).value(),
                         Date::parse(row.text(4)).value(), owner.name, next.name});
    }
    owner = std::move(next);
  });
}

}  // namespace

std::vector<PastPrice> days_held(std::span<const PastPrice> last_filed_first) {
  std::vector<PastPrice> held;
  for (const PastPrice& price : last_filed_first) {
    std::vector<PastPrice> pieces{price};
    const std::size_t held_before = held.size();
    for (std::size_t at = 0; at < held_before; ++at) {
      std::vector<PastPrice> left;
      for (const PastPrice& piece : pieces) {
        if (piece.effective_from < held[at].effective_from) {
          left.push_back(piece);
          left.back().effective_to =
              std::min(piece.effective_to, held[at].effective_from.plus_days(-1));
        }
        if (piece.effective_to > held[at].effective_to) {
          left.push_back(piece);
          left.back().effective_from =
              std::max(piece.effective_from, held[at].effective_to.plus_days(1));
        }
      }
      pieces = std::move(left);
    }
    for (PastPrice& piece : pieces) held.push_back(std::move(piece));
  }
  std::sort(held.begin(), held.end());
  return held;
}

pricing::Facts facts_before(Connection& connection, std::span<const pricing::FeeLine> lines,
                            PlacementFacts placements) {
  const Schools schools = schools_of(lines);
  pricing::Facts facts;
  facts.history.emplace();
  facts.ownership_changes.emplace();
  for (auto begin = schools.begin(); begin != schools.end();) {
    const auto left = static_cast<std::size_t>(std::distance(begin, schools.end()));
    const auto end = std::next(begin, static_cast<std::ptrdiff_t>(std::min(left, urns_in_a_query)));
    read_history(connection, schools, begin, end, *facts.history);
    read_changes(connection, begin, end, *facts.ownership_changes);
    begin = end;
  }
  if (placements == PlacementFacts::given) {
    facts.placements.emplace();
    facts.ended_placements.emplace();
    read_placements_of(connection, schools, facts);
    read_agreements_of(connection, schools, facts);
  }
  return facts;
}

}  // namespace assize::registry
