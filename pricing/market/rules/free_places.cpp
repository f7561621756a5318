#include "pricing/market/rules/free_places.h"

#include <tuple>

#include "pricing/market/rules/market_rules.h"

namespace assize::pricing {
namespace {

bool is_of_one_kind(const Vacancy& one, const Vacancy& other) {
  return std::tie(one.urn, one.need, one.provision, one.ages) ==
         std::tie(other.urn, other.need, other.provision, other.ages);
}

// The last statement of each kind on or before the day; of two on one day, that of fewer places.
std::vector<const Vacancy*> standing_statements(const MarketView& market) {
  std::vector<const Vacancy*> out;
  if (!market.facts().vacancies) return out;
  for (const Vacancy& each : *market.facts().vacancies) {
    if (each.stated > market.at()) continue;
    if (out.empty() || !is_of_one_kind(*out.back(), each)) {
      out.push_back(&each);
    } else if (out.back()->stated < each.stated) {
      out.back() = &each;
    }
  }
  return out;
}

}  // namespace

Ages ages_of(const std::optional<AgeRange>& range) {
  Ages out;
  if (!range) return out.set();
  for (int age = range->from; age <= range->to; ++age) out.set(static_cast<std::size_t>(age));
  return out;
}

FreePlacesByNeed::FreePlacesByNeed(const MarketView& market) {
  const auto add = [&market](std::vector<FreePlaces>& schools, const Vacancy& statement) {
    if (schools.empty() || schools.back().urn != statement.urn) {
      const MarketSchool* school = market.school(statement.urn);
      schools.push_back(
          {statement.urn, school == nullptr ? std::nullopt : school->position, Ages(), {}});
    }
    schools.back().ages |= ages_of(statement.ages);
    schools.back().statements.push_back(&statement);
  };
  for (const Vacancy* each : standing_statements(market)) {
    if (each->places == 0 || market.at() - each->stated > stale_after_days) continue;
    if (!troubles(market, each->urn).empty()) continue;
    if (each->need != Need::any) {
      add(by_need_[static_cast<std::size_t>(each->need)], *each);
      continue;
    }
    for (std::size_t need = 0; need < static_cast<std::size_t>(Need::any); ++need) {
      add(by_need_[need], *each);
    }
  }
}

}  // namespace assize::pricing
