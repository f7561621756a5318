// MKT-02: for each school and need with placements, whether a child of each age placed there could
// go to one of three other schools within 20 miles. Where a school with a free place has no
// position, it is known only that it may be near.
#include <map>
#include <utility>

#include "pricing/market/grid.h"
#include "pricing/market/rules/free_places.h"
#include "pricing/market/rules/holdings.h"
#include "pricing/market/rules/market_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr std::size_t alternatives_needed = 3;

struct Placed {
  std::uint64_t count = 0;
  bool any_age_known = false;
  Ages ages;  // of those whose age is known
};

// How many alternatives there are for a child of each age.
struct Reach {
  std::vector<const FreePlaces*> near;
  std::array<std::size_t, age_count> known{};
  std::array<std::size_t, age_count> perhaps{};  // with no position
  std::size_t without_position = 0;
};

// Of children whose ages are not known, every free place is one that they may go to.
Reach reach_of(const MarketSchool& school, const Ages& ages, bool ages_known,
               std::span<const FreePlaces> others) {
  Reach out;
  for (const FreePlaces& other : others) {
    const Ages fitting = ages_known ? other.ages & ages : ages;
    if (other.urn == school.urn || fitting.none()) continue;
    if (other.position && !is_within_twenty_miles(*school.position, *other.position)) continue;
    auto& counts = other.position ? out.known : out.perhaps;
    for (std::size_t age = 0; age < age_count; ++age) counts[age] += fitting[age] ? 1U : 0U;
    if (other.position) {
      out.near.push_back(&other);
    } else {
      ++out.without_position;
    }
  }
  return out;
}

std::string range_words(std::size_t from, std::size_t to) {
  return from == to ? sentence("age ", from) : sentence("ages ", from, " to ", to);
}
std::string range_words(const std::optional<AgeRange>& range) {
  if (!range) return "ages not given";
  return range_words(static_cast<std::size_t>(range->from), static_cast<std::size_t>(range->to));
}

// "0 for ages 5 to 10, 2 for age 11": the ages that have too few, those alike next to each other
// together. `fewest` is made the least of them.
std::string lacking_words(const Ages& ages, const Reach& reach, std::size_t& fewest) {
  std::string out;
  const auto lacks = [&](std::size_t age) {
    return age < age_count && ages[age] &&
           reach.known[age] + reach.perhaps[age] < alternatives_needed;
  };
  for (std::size_t from = 0, to = 0; from < age_count; from = to + 1) {
    to = from;
    if (!lacks(from)) continue;
    const std::size_t count = reach.known[from];
    while (lacks(to + 1) && reach.known[to + 1] == count) ++to;
    fewest = std::min(fewest, count);
    out += sentence(out.empty() ? "" : ", ", count, " for ", range_words(from, to));
  }
  return out;
}

std::string near_words(const MarketView& market, const MarketSchool& school,
                       const FreePlaces& other) {
  std::string out = sentence(school_words(market, other.urn), ":");
  for (const Vacancy* each : other.statements) {
    out +=
        sentence(each == other.statements.front() ? " " : " and ", counted(each->places, "place"),
                 " stated on ", each->stated.display(), ", ", range_words(each->ages));
  }
  const GridPosition here = *school.position;
  const GridPosition there = *other.position;
  const std::int64_t east = there.easting_centimetres - here.easting_centimetres;
  const std::int64_t north = there.northing_centimetres - here.northing_centimetres;
  return sentence(out, "; ", metres_text(east < 0 ? -east : east), "² + ",
                  metres_text(north < 0 ? -north : north),
                  "² = ", square_metres_text(squared_distance(here, there)), " ≤ ",
                  square_metres_text(twenty_miles_squared));
}

class AlternativesRule {
 public:
  explicit AlternativesRule(MarketJudging& judging)
      : judging_(judging), market_(judging.market), free_places_(judging.market) {}

  void judge_all() {
    std::map<std::pair<Urn, Need>, Placed> schools;
    for (const MarketPlacement* each : market_.live()) {
      Placed& placed = schools[{each->urn, each->need}];
      placed.count += each->count;
      if (!each->ages) continue;
      placed.any_age_known = true;
      placed.ages |= ages_of(each->ages);
    }
    for (const auto& [key, placed] : schools) judge(key.first, key.second, placed);
    say_untold();
  }

 private:
  void judge(Urn urn, Need need, const Placed& placed) {
    const MarketSchool* school = market_.school(urn);
    if (school == nullptr || !school->position) {
      ++without_position_;
      return;
    }
    const Ages ages = placed.any_age_known ? placed.ages : Ages(1);
    const Reach reach = reach_of(*school, ages, placed.any_age_known, free_places_.of(need));
    std::size_t fewest = alternatives_needed;
    const std::string lacking = lacking_words(ages, reach, fewest);
    if (fewest < alternatives_needed) {
      report(*school, need, placed, reach, fewest, lacking);
      return;
    }
    for (std::size_t age = 0; age < age_count; ++age) {
      if (!ages[age] || reach.known[age] >= alternatives_needed) continue;
      ++untold_;
      return;
    }
  }

  void report(const MarketSchool& school, Need need, const Placed& placed, const Reach& reach,
              std::size_t fewest, const std::string& lacking) {
    const MarketSubject about{"", need, "", "", school.urn};
    judging_.report(Rule::mkt_02, about, "vacancies", [&](Finding& finding) {
      const std::string few = placed.any_age_known ? lacking : std::to_string(fewest);
      finding.value = std::to_string(fewest);
      finding.limit = std::to_string(alternatives_needed);
      finding.message = sentence(school_words(market_, school.urn), " has ",
                                 placements_words(placed.count), " with need ", code(need),
                                 ", and fewer than 3 other schools within 20 miles have a "
                                 "vacancy for it: ",
                                 few);
      finding.show(
          sentence("placements live on ", market_.at().display(), " there with need ", code(need),
                   ": ", placed.count, ", ", age_words(placed)),
          sentence("a vacancy counts that was stated on ",
                   market_.at().plus_days(-stale_after_days).display(), " or later"),
          sentence("20 miles are ", metres_text(twenty_miles_centimetres), " metres; squared, ",
                   square_metres_text(twenty_miles_squared), " square metres"));
      for (const FreePlaces* each : reach.near) {
        finding.working.push_back(near_words(market_, school, *each));
      }
      if (reach.without_position > 0) {
        finding.working.push_back(sentence(counted(reach.without_position, "school"),
                                           " with a vacancy and no position: "
                                           "too few even if near"));
      }
      finding.working.push_back(sentence("fewer than 3: ", few));
    });
  }

  static std::string age_words(const Placed& placed) {
    if (!placed.any_age_known) return "ages not given";
    std::string out;
    for (std::size_t from = 0, to = 0; from < age_count; from = to + 1) {
      to = from;
      if (!placed.ages[from]) continue;
      while (to + 1 < age_count && placed.ages[to + 1]) ++to;
      out += sentence(out.empty() ? "" : " and ", range_words(from, to));
    }
    return out;
  }

  void say_untold() {
    const auto pairs = [](std::uint64_t count) {
      return sentence(count, count == 1 ? " pair of school and need" : " pairs of school and need");
    };
    if (without_position_ > 0) {
      judging_.not_judged(Rule::mkt_02, sentence("the position of the school is not known, for ",
                                                 pairs(without_position_)));
    }
    if (untold_ > 0) {
      judging_.not_judged(
          Rule::mkt_02,
          sentence(
              "the position of schools with vacancies is not known, and they may be near, for ",
              pairs(untold_)));
    }
    if (!market_.facts().inspections || !market_.facts().standings) {
      judging_.not_judged(
          Rule::mkt_02,
          sentence(
              market_.facts().inspections ? "no standings"
              : market_.facts().standings ? "no inspections"
                                          : "no inspections and no standings",
              " were given, so alternatives that MKT-05 would find could not all be left out"));
    }
  }

  MarketJudging& judging_;
  const MarketView& market_;
  FreePlacesByNeed free_places_;
  std::uint64_t without_position_ = 0;  // pairs of school and need
  std::uint64_t untold_ = 0;            // pairs of school and need
};

}  // namespace

void judge_alternatives(MarketJudging& judging) {
  if (!judging.has(Rule::mkt_02, market_lists(MarketList::schools, MarketList::placements,
                                              MarketList::vacancies))) {
    return;
  }
  AlternativesRule(judging).judge_all();
}

}  // namespace assize::pricing
