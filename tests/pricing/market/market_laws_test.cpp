// Laws of the rules on the market, over random facts.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "tests/pricing/market/market_cases.h"
#include "tests/pricing/market/slow_market.h"

namespace assize::pricing {
namespace {

const Date at = Date::parse("2026-11-21").value();

Urn any_urn() { return *Urn::from_number(*rc::gen::inRange<std::uint32_t>(900'001, 900'009)); }
Date any_day() { return at.plus_days(*rc::gen::inRange(-33, 3)); }
std::string any_of(std::initializer_list<const char*> texts) {
  return *rc::gen::elementOf(std::vector<std::string>(texts.begin(), texts.end()));
}
std::optional<std::string> any_or_none(std::initializer_list<const char*> texts) {
  std::string text = any_of(texts);
  if (text.empty()) return std::nullopt;
  return text;
}
Need any_need() { return *rc::gen::element(Need::asd, Need::semh); }
std::optional<AgeRange> any_ages() {
  if (*rc::gen::inRange(0, 3) == 0) return std::nullopt;
  const int from = *rc::gen::inRange(0, 26);
  return AgeRange{from, *rc::gen::inRange(from, 26)};
}

MarketFacts any_facts() {
  MarketFacts facts;
  facts.schools.emplace();
  for (std::uint32_t urn = 900'001; urn < 900'008; ++urn) {
    if (*rc::gen::inRange(0, 8) == 0) continue;
    MarketSchool school{*Urn::from_number(urn),
                        "S",
                        any_or_none({"P1", "P2", "P3", "P4", "P5", ""}),
                        any_or_none({"G1", "G2", "", "", ""}),
                        any_or_none({"East", "West", "East", "West", ""}),
                        std::nullopt};
    if (*rc::gen::inRange(0, 6) != 0) {
      school.position = GridPosition{50'000'000 + *rc::gen::inRange(0, 3) * 1'609'344, 20'000'000};
    }
    facts.schools->push_back(school);
  }
  facts.placements.emplace();
  for (int left = *rc::gen::inRange(0, 25); left > 0; --left) {
    MarketPlacement each{any_of({"301", "302"}), any_need(),           any_urn(),  any_day(),
                         std::nullopt,           PlacementBasis::spot, any_ages(), 0};
    if (*rc::gen::inRange(0, 4) == 0) each.to = each.from.plus_days(*rc::gen::inRange(0, 40));
    each.basis = *rc::gen::element(PlacementBasis::strategic, PlacementBasis::strategic,
                                   PlacementBasis::spot, PlacementBasis::directed);
    each.count = static_cast<std::uint32_t>(*rc::gen::inRange(0, 6));
    facts.placements->push_back(each);
  }
  facts.vacancies.emplace();
  for (int left = *rc::gen::inRange(0, 20); left > 0; --left) {
    facts.vacancies->push_back(
        {any_urn(), *rc::gen::element(Need::asd, Need::semh, Need::any),
         *rc::gen::element(std::optional<Provision>(), std::optional(Provision::day)), any_ages(),
         any_day(), static_cast<std::uint32_t>(*rc::gen::inRange(0, 3))});
  }
  facts.inspections.emplace();
  facts.standings.emplace();
  for (int left = *rc::gen::inRange(0, 6); left > 0; --left) {
    facts.inspections->push_back(
        {any_urn(), any_day(), *rc::gen::element(Standards::met, Standards::unmet), "Ofsted"});
    facts.standings->push_back(
        {any_urn(),
         *rc::gen::element(StandingKind::section41, StandingKind::non_maintained,
                           StandingKind::registration),
         any_day(),
         *rc::gen::element(StandingState::granted, StandingState::suspended,
                           StandingState::revoked)});
  }
  return facts;
}

template <typename T>
void shuffle(std::optional<std::vector<T>>& list) {
  for (std::size_t last = list->size(); last > 1; --last) {
    std::swap((*list)[last - 1], (*list)[*rc::gen::inRange<std::size_t>(0, last)]);
  }
}

std::string bytes_of(const MarketAssessment& assessment) {
  std::string out;
  const Write write = [&out](std::string_view text) { out += text; };
  write_market_text(assessment, write);
  write_market_json(assessment, write);
  write_market_csv(assessment, write);
  write_market_summary(assessment, write);
  return out;
}

// The verdicts of MKT-01, MKT-06 and MKT-07, without their numbers but MKT-06's index.
std::vector<std::string> verdicts(const MarketAssessment& assessment) {
  std::vector<std::string> out;
  for (const MarketFinding& each : assessment.findings) {
    const std::string_view rule = each.finding.rule;
    if (rule != "MKT-01" && rule != "MKT-06" && rule != "MKT-07") continue;
    out.push_back(std::string(rule) + " " + each.finding.name +
                  (rule == "MKT-06" ? " " + each.finding.value : ""));
  }
  return out;
}

// The fraction in a working's last step: "10,000 × 80 ÷ 144 = 10,000 × 5/9 = ...".
std::string fraction_in(const Finding& finding) {
  const std::string& step = finding.working.back();
  const std::string mark = "= 10,000 × ";
  const std::size_t from = step.find(mark) + mark.size();
  std::string out = step.substr(from, step.find(" = ", from) - from);
  return out.ends_with("/1") ? out.substr(0, out.size() - 2) : out;
}

std::multiset<std::string> said(const MarketAssessment& assessment) {
  std::multiset<std::string> out;
  for (const MarketFinding& each : assessment.findings) {
    const Finding& finding = each.finding;
    const std::string need = each.about.need ? " " + std::string(code(*each.about.need)) : "";
    if (finding.rule == "MKT-01") {
      out.insert("MKT-01 " + each.about.commissioner + need + " " + each.about.holder + " " +
                 finding.value);
    } else if (finding.rule == "MKT-06") {
      out.insert("MKT-06 " + each.about.region + need + " " + fraction_in(finding));
    } else if (finding.rule == "MKT-07") {
      out.insert("MKT-07 " + each.about.commissioner + need + " " + finding.value + " " +
                 finding.limit);
    }
  }
  return out;
}

TEST(MarketLaws, TheOrderOfTheFactsDoesNotMatter) {
  const RuleBook book = market_book();
  EXPECT_TRUE(rc::check([&] {
    const MarketFacts facts = any_facts();
    MarketFacts other = facts;
    shuffle(other.schools);
    shuffle(other.placements);
    shuffle(other.vacancies);
    shuffle(other.inspections);
    shuffle(other.standings);
    RC_ASSERT(bytes_of(assess_market(other, book, at)) == bytes_of(assess_market(facts, book, at)));
    RC_ASSERT(write_market_facts(other) == write_market_facts(facts));
  }));
}

TEST(MarketLaws, TheIndexIsBetweenAnEqualShareOfEachHolderAndTheWhole) {
  const RuleBook book = market_book();
  EXPECT_TRUE(rc::check([&] {
    for (const MarketFinding& each : assess_market(any_facts(), book, at).findings) {
      if (each.finding.rule != "MKT-06") continue;
      const std::string& value = each.finding.value;
      const int hundredths =
          std::stoi(value.substr(0, value.size() - 3) + value.substr(value.size() - 2));
      // The working has a step for each holder between the first and the last three.
      const int holders = static_cast<int>(each.finding.working.size()) - 4;
      RC_ASSERT(hundredths <= 1'000'000);
      RC_ASSERT(hundredths >= 1'000'000 / holders);
    }
  }));
}

TEST(MarketLaws, CountsTimesAWholeNumberChangeNoVerdict) {
  const RuleBook book = market_book();
  EXPECT_TRUE(rc::check([&] {
    const MarketFacts facts = any_facts();
    MarketFacts scaled = facts;
    const std::uint32_t times = *rc::gen::inRange<std::uint32_t>(2, 100'000'000);
    for (MarketPlacement& each : *scaled.placements) each.count *= times;
    RC_ASSERT(verdicts(assess_market(scaled, book, at)) ==
              verdicts(assess_market(facts, book, at)));
  }));
}

TEST(MarketLaws, TheSlowTwinSaysTheSame) {
  const RuleBook book = market_book();
  EXPECT_TRUE(rc::check([&] {
    const MarketFacts facts = any_facts();
    RC_ASSERT(said(assess_market(facts, book, at)) == judge_market_slowly(facts, at, 40));
  }));
}

TEST(MarketLaws, FactsAreReadBackAsTheyWereWritten) {
  EXPECT_TRUE(rc::check([&] {
    MarketFacts facts = any_facts();
    for (MarketSchool& each : *facts.schools) each.group.reset();  // of one provider, one group
    sort_market_facts(facts);
    RC_ASSERT(read_market_facts(write_market_facts(facts)).value() == facts);
  }));
}

}  // namespace
}  // namespace assize::pricing
