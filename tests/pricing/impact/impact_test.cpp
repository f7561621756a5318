// Impact against a slow and obvious twin that works in fractions, on random editions and markets;
// and against what a check of the same lines says.
#include "pricing/impact/impact.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <set>

#include "pricing/assessment/assess.h"
#include "pricing/fee_file/fee_line.h"
#include "pricing/text/csv.h"
#include "tests/pricing/impact/random_market.h"

namespace assize::pricing {
namespace {

using boost::multiprecision::cpp_rational;
using testing::RandomMarket;

cpp_rational rational(Pounds pounds) { return {pounds.ten_thousandths(), 10'000}; }

// The text of an exact sum, read back as a fraction.
cpp_rational rational(const ExactSum& sum) {
  std::string digits = sum.text();
  const std::size_t point = digits.find('.');
  boost::multiprecision::cpp_int scale = 1;
  for (std::size_t at = point + 1; at < digits.size(); ++at) scale *= 10;
  digits.erase(point, 1);
  const bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  const boost::multiprecision::cpp_int whole(digits.substr(first));
  return {negative ? -whole : whole, scale};
}

struct SlowStanding {
  bool over = false, under = false, free = false, not_judged = false;
  cpp_rational excess;
  std::vector<std::size_t> distances;
};

// The most specific of the bands that could judge the line, for each component, looked for one by
// one.
const Band* slow_band(const RuleBook& book, const ImpactLine& line, Item item,
                      std::optional<AreaIndex> area, Component component, Date on) {
  const Band* best = nullptr;
  const auto rank = [&](const Band& band) {
    return std::tuple(band.item.has_value(), band.provision.has_value(), band.need.has_value(),
                      band.area.has_value(), line.unit != Unit::year && band.unit == line.unit);
  };
  for (const Band& band : book.bands()) {
    if (band.component != component || !band.period.holds(on)) continue;
    if (band.item && *band.item != item) continue;
    if (band.provision && *band.provision != line.provision) continue;
    if (band.need && *band.need != line.need) continue;
    if (band.area && band.area != area) continue;
    if (band.unit != Unit::year && band.unit != line.unit) continue;
    if (band.age_from > line.age_from || band.age_to < line.age_to) continue;
    if (best == nullptr || rank(band) > rank(*best)) best = &band;
  }
  return best;
}

SlowStanding slow_standing(const RuleBook& book, const ImpactMarket& market,
                           const ImpactSchool& school, const ImpactLine& line,
                           std::optional<Date> on) {
  SlowStanding standing;
  const auto item = book.items().find(market.items[line.item]);
  if (!item || (!book.areas().empty() && !school.la) || line.age_to < line.age_from) {
    standing.not_judged = true;
    return standing;
  }
  const auto area = school.la ? book.area_of(*school.la) : std::nullopt;
  standing.free = true;
  cpp_rational of_parts;
  cpp_rational of_whole;
  for (std::size_t c = 0; c < component_codes.size(); ++c) {
    const Band* band = slow_band(book, line, *item, area, static_cast<Component>(c),
                                 on ? *on : line.effective_from);
    if (band == nullptr) continue;
    standing.free = false;
    const Pounds price = c < 4                      ? line.prices.parts[c]
                         : band->unit == Unit::year ? line.prices.annual_price
                                                    : line.prices.unit_price;
    cpp_rational factor = 1;
    if (!band->area && area) {
      const Ratio& ratio = book.areas()[*area].factor;
      factor = cpp_rational(ratio.numerator(), ratio.denominator());
    }
    if (band->floor && rational(price) < rational(*band->floor) * factor) standing.under = true;
    if (!band->ceiling) continue;
    const cpp_rational ceiling = rational(*band->ceiling) * factor;
    std::size_t place = 0;
    while (place < 201 && rational(price) * 100 > ceiling * place) ++place;
    standing.distances.push_back(place);
    if (rational(price) <= ceiling) continue;
    standing.over = true;
    cpp_rational excess = rational(price) - ceiling;
    if (band->unit != Unit::year) excess *= cpp_rational(line.units_hundredths, 100);
    (c == 4 ? of_whole : of_parts) += excess;
  }
  standing.excess = std::max(of_parts, of_whole);
  return standing;
}

struct SlowTally {
  std::uint64_t lines = 0, over[2]{}, under[2]{}, free[2]{}, not_judged[2]{};
  std::uint64_t newly[3]{}, no_longer[3]{};
  cpp_rational excess[2];

  void add(const SlowStanding& was, const SlowStanding& will_be) {
    ++lines;
    const SlowStanding* sides[] = {&was, &will_be};
    for (int side = 0; side < 2; ++side) {
      over[side] += sides[side]->over;
      under[side] += sides[side]->under;
      free[side] += sides[side]->free;
      not_judged[side] += sides[side]->not_judged;
      excess[side] += sides[side]->excess;
    }
    const bool changes[][2] = {
        {was.over, will_be.over}, {was.under, will_be.under}, {was.free, will_be.free}};
    for (int kind = 0; kind < 3; ++kind) {
      newly[kind] += !changes[kind][0] && changes[kind][1];
      no_longer[kind] += changes[kind][0] && !changes[kind][1];
    }
  }
};

void expect_same(const ImpactTally& fast, const SlowTally& slow, const std::string& what) {
  const StandingCounts* sides[] = {&fast.before, &fast.after};
  EXPECT_EQ(fast.lines, slow.lines) << what;
  for (int side = 0; side < 2; ++side) {
    EXPECT_EQ(sides[side]->over, slow.over[side]) << what;
    EXPECT_EQ(sides[side]->under, slow.under[side]) << what;
    EXPECT_EQ(sides[side]->free, slow.free[side]) << what;
    EXPECT_EQ(sides[side]->not_judged, slow.not_judged[side]) << what;
    EXPECT_EQ(rational(sides[side]->excess), slow.excess[side]) << what;
  }
  EXPECT_EQ(fast.newly_over, slow.newly[0]) << what;
  EXPECT_EQ(fast.newly_under, slow.newly[1]) << what;
  EXPECT_EQ(fast.newly_free, slow.newly[2]) << what;
  EXPECT_EQ(fast.no_longer_over, slow.no_longer[0]) << what;
  EXPECT_EQ(fast.no_longer_under, slow.no_longer[1]) << what;
  EXPECT_EQ(fast.no_longer_free, slow.no_longer[2]) << what;
}

struct SlowImpact {
  std::map<std::string, SlowTally> tallies;
  std::map<std::size_t, std::uint64_t> distances[2];
  std::vector<std::size_t> changed;
  std::map<std::size_t, std::pair<std::uint64_t, cpp_rational>> exits;  // by school
  std::set<std::size_t> without_cost;
};

std::string tag_name(const char* what, Tag tag) {
  return std::string(what) + (tag == no_tag ? " none" : " " + std::to_string(tag));
}

SlowImpact slow_impact(const ImpactInput& input) {
  SlowImpact impact;
  for (std::size_t s = 0; s < input.market->schools.size(); ++s) {
    const ImpactSchool& school = input.market->schools[s];
    for (std::size_t at = school.line_begin; at < school.line_end; ++at) {
      const ImpactLine& line = input.market->lines[at];
      const auto was = slow_standing(*input.in_force, *input.market, school, line, std::nullopt);
      const auto will_be = slow_standing(*input.draft, *input.market, school, line, input.draft_on);
      for (const std::string& name :
           {std::string("total"), "school " + std::to_string(s),
            tag_name("provider", school.provider), tag_name("group", school.group),
            tag_name("region", school.region),
            "council " + std::to_string(school.la ? school.la->number() : 0),
            "need " + std::to_string(static_cast<int>(line.need))}) {
        impact.tallies[name].add(was, will_be);
      }
      for (const std::size_t place : was.distances) ++impact.distances[0][place];
      for (const std::size_t place : will_be.distances) ++impact.distances[1][place];
      if (std::tuple(was.over, was.under, was.free, was.not_judged) !=
          std::tuple(will_be.over, will_be.under, will_be.free, will_be.not_judged)) {
        impact.changed.push_back(at);
      }
      if (line.item != 0 || will_be.excess == 0) continue;
      const auto cost =
          std::find_if(input.costs.begin(), input.costs.end(), [&](const CostPerPlacement& one) {
            return school.provider != no_tag && one.provider == school.provider;
          });
      if (cost == input.costs.end()) {
        impact.without_cost.insert(s);
        continue;
      }
      const cpp_rational left = rational(line.prices.annual_price) - will_be.excess;
      auto [exit, is_new] = impact.exits.try_emplace(s, 0, left);
      exit->second.second = std::min(exit->second.second, left);
      const auto& pounds = cost->pounds_a_year;
      if (left * 10'000 <
          cpp_rational(static_cast<std::int64_t>(pounds.numerator()), pounds.denominator())) {
        ++exit->second.first;
      }
    }
  }
  std::erase_if(impact.exits, [](const auto& exit) { return exit.second.first == 0; });
  return impact;
}

void expect_same(const Impact& fast, const SlowImpact& slow, const ImpactMarket& market) {
  const auto slow_of = [&](const std::string& name) {
    const auto found = slow.tallies.find(name);
    return found == slow.tallies.end() ? SlowTally() : found->second;
  };
  expect_same(fast.total, slow_of("total"), "total");
  for (std::size_t s = 0; s < market.schools.size(); ++s) {
    const std::string name = "school " + std::to_string(s);
    expect_same(fast.schools[s], slow_of(name), name);
  }
  const auto expect_tags = [&](const char* what, const std::vector<ImpactTally>& tallies) {
    for (std::size_t tag = 0; tag < tallies.size(); ++tag) {
      const std::string name =
          tag_name(what, tag + 1 == tallies.size() ? no_tag : static_cast<Tag>(tag));
      expect_same(tallies[tag], slow_of(name), name);
    }
  };
  expect_tags("provider", fast.providers);
  expect_tags("group", fast.groups);
  expect_tags("region", fast.regions);
  for (const std::size_t council : {0U, 201U, 301U, 401U}) {
    const std::string name = "council " + std::to_string(council);
    expect_same(fast.councils[council], slow_of(name), name);
  }
  for (std::size_t need = 0; need < fast.needs.size(); ++need) {
    const std::string name = "need " + std::to_string(need);
    expect_same(fast.needs[need], slow_of(name), name);
  }
  for (std::size_t place = 0; place < distance_places; ++place) {
    const auto count = [&](int side) {
      const auto found = slow.distances[side].find(place);
      return found == slow.distances[side].end() ? 0 : found->second;
    };
    EXPECT_EQ(fast.distances_before[place], count(0)) << place;
    EXPECT_EQ(fast.distances_after[place], count(1)) << place;
  }
  std::vector<std::size_t> changed;
  for (const ChangedLine& line : fast.changed) changed.push_back(line.line);
  EXPECT_EQ(changed, slow.changed);
  if (!fast.exit_risk_assessed) return;
  EXPECT_EQ(fast.schools_without_cost, slow.without_cost.size());
  ASSERT_EQ(fast.exit_risks.size(), slow.exits.size());
  auto exit = slow.exits.begin();
  for (const ExitRisk& risk : fast.exit_risks) {
    EXPECT_EQ(risk.school, exit->first);
    EXPECT_EQ(risk.lines, exit->second.first);
    EXPECT_EQ(rational(risk.lowest), exit->second.second);
    ++exit;
  }
}

TEST(Impact, IsThatOfTheSlowTwinForRandomEditionsAndMarkets) {
  std::uint64_t changed = 0;
  std::uint64_t exits = 0;
  std::uint64_t unders = 0;
  std::uint64_t frees = 0;
  for (std::uint32_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomMarket random(seed);
    const RuleBook in_force = random.book();
    const RuleBook draft = random.book();
    const ImpactMarket market = random.market(12, 6);
    const CostPerPlacement costs[] = {{0, Unrounded(12'345, 3)}, {2, Unrounded(9'000, 1)}};
    ImpactInput input;
    input.market = &market;
    input.in_force = &in_force;
    input.draft = &draft;
    if (random.one_in(3)) input.draft_on = Date::parse("2026-10-01").value();
    if (!random.one_in(4)) input.costs = costs;
    input.jobs = random.between(1, 5);
    const Impact impact = measure_impact(input);
    expect_same(impact, slow_impact(input), market);
    changed += impact.changed.size();
    exits += impact.exit_risks.size();
    unders += impact.total.newly_under;
    frees += impact.total.newly_free;
  }
  EXPECT_GT(changed, 1000U);
  EXPECT_GT(exits, 10U);
  EXPECT_GT(unders, 100U);
  EXPECT_GT(frees, 100U);
}

TEST(Impact, OfAnEditionOnItselfIsNothing) {
  RandomMarket random(7);
  const RuleBook book = random.book();
  const ImpactMarket market = random.market(50, 6);
  ImpactInput input;
  input.market = &market;
  input.in_force = &book;
  input.draft = &book;
  const Impact impact = measure_impact(input);
  EXPECT_TRUE(impact.changed.empty());
  EXPECT_EQ(impact.total.before, impact.total.after);
  EXPECT_GT(impact.total.before.over, 0U);
  EXPECT_FALSE(impact.exit_risk_assessed);
}

TEST(Impact, OfNoFeesIsNothing) {
  RandomMarket random(7);
  const RuleBook book = random.book();
  const ImpactMarket market;
  ImpactInput input;
  input.market = &market;
  input.in_force = &book;
  input.draft = &book;
  input.jobs = 4;
  EXPECT_EQ(measure_impact(input).total, ImpactTally());
}

// Writes the market as a fee file and a register, and has it checked: each line's standing is what
// FV-05, FV-06 and FV-07 say of it.
TEST(Impact, GivesTheVerdictOfACheck) {
  const RuleBook no_bands =
      RuleBook::load(R"({"edition": "none", "title": "None", "status": "example",
        "published": "2026-01-01", "areas": [], "bands": [], "parameters": []})",
                     "")
          .value();
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    RandomMarket random(seed + 1000);
    const RuleBook draft = random.book();
    const ImpactMarket market = random.market(8, 5);
    std::vector<FeeLine> rows;
    RegisterView schools;
    for (const ImpactSchool& school : market.schools) {
      SchoolFacts facts;
      facts.type_code = 10;
      facts.la = school.la;
      schools.schools.emplace(school.urn, facts);
      for (std::size_t at = school.line_begin; at < school.line_end; ++at) {
        const ImpactLine& line = market.lines[at];
        const auto item = draft.items().find(market.items[line.item]);
        if (!item || line.age_to < line.age_from) continue;
        const auto& parts = line.prices.parts;
        rows.push_back({at,
                        *Urn::from_number(school.urn),
                        "L" + std::to_string(at),
                        *item,
                        line.provision,
                        line.need,
                        line.age_from,
                        line.age_to,
                        line.unit,
                        line.units_hundredths,
                        line.prices.unit_price,
                        line.prices.annual_price,
                        parts[0],
                        parts[1],
                        parts[2],
                        parts[3],
                        Ratio(),
                        "0",
                        line.effective_from,
                        line.effective_from.plus_days(364),
                        {},
                        "",
                        ""});
      }
    }
    const std::string csv = write_fee_file(rows, draft.items());
    AssessInput check;
    check.fees = read_from_memory(csv);
    check.book = &draft;
    check.register_view = &schools;
    check.filed = Date::parse("2026-01-01").value();
    check.jobs = 1;
    using Verdict = std::pair<std::string, std::string>;  // rule, line
    std::set<Verdict> found;
    for (const Finding& finding : assess(check).findings) {
      if (finding.rule == "FV-05" || finding.rule == "FV-06" || finding.rule == "FV-07") {
        found.emplace(finding.rule, finding.name);
      }
    }
    // Nothing is covered by an edition without bands, so what does not change is free.
    ImpactInput input;
    input.market = &market;
    input.in_force = &no_bands;
    input.draft = &draft;
    const Impact impact = measure_impact(input);
    std::set<Verdict> measured;
    for (const FeeLine& row : rows) measured.emplace("FV-07", row.line);
    for (const ChangedLine& line : impact.changed) {
      const std::string name = "L" + std::to_string(line.line);
      measured.erase({"FV-07", name});
      if (line.after.over) measured.emplace("FV-05", name);
      if (line.after.under) measured.emplace("FV-06", name);
    }
    EXPECT_EQ(measured, found);
  }
}

TEST(DistancePlace, SetsWhatIsOverApartFromWhatIsNot) {
  const auto place = [](const char* price, const Unrounded& ceiling) {
    return distance_place(Pounds::parse(price).value(), ceiling);
  };
  const Unrounded hundred(1'000'000, 1);
  EXPECT_EQ(place("0", hundred), 0U);
  EXPECT_EQ(place("0.01", hundred), 1U);
  EXPECT_EQ(place("99.00", hundred), 99U);
  EXPECT_EQ(place("99.01", hundred), 100U);
  EXPECT_EQ(place("100.00", hundred), 100U);
  EXPECT_EQ(place("100.01", hundred), 101U);
  EXPECT_EQ(place("200.00", hundred), 200U);
  EXPECT_EQ(place("200.01", hundred), 201U);
  EXPECT_EQ(place("999999999999.99", hundred), 201U);
  EXPECT_EQ(place("0", Unrounded(0, 1)), 0U);
  EXPECT_EQ(place("0.01", Unrounded(0, 1)), 201U);
  EXPECT_EQ(place("33.33", Unrounded(1'000'000, 3)), 100U);
  EXPECT_EQ(place("33.34", Unrounded(1'000'000, 3)), 101U);
  EXPECT_EQ(place("999999999999.99", Unrounded(Wide{9'999'999'999'999'900} * 9999, 10'000)), 101U);
}

}  // namespace
}  // namespace assize::pricing
