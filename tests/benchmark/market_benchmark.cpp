// How long the rules on the market take for ten times England: 20,000 schools, 400,000 placements.
// links: pricing
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>
#include <sstream>

#include "pricing/market/assess_market.h"

using namespace assize::pricing;

namespace {

constexpr int rounds = 3;
constexpr unsigned school_count = 20'000;
constexpr unsigned placement_count = 400'000;
constexpr unsigned council_count = 1'530;
constexpr unsigned need_count = static_cast<unsigned>(Need::any);

class Maker {
 public:
  // Half of the schools in ten towns of 30 km, as people live; the others anywhere.
  MarketFacts make() {
    MarketFacts facts;
    facts.schools.emplace();
    facts.vacancies.emplace();
    facts.placements.emplace();
    facts.inspections.emplace();
    facts.standings.emplace();
    for (unsigned school = 0; school < school_count; ++school) {
      const std::string owner = std::to_string(below(school_count / 6));
      facts.schools->push_back({urn(school), "School " + std::to_string(school), "P" + owner,
                                below(2) == 0 ? std::optional("G" + owner) : std::nullopt,
                                "Region " + std::to_string(below(9)), position()});
      facts.standings->push_back(
          {urn(school), StandingKind::section41, day_,
           below(50) == 0 ? StandingState::revoked : StandingState::granted});
      for (unsigned need = 0; need < 3; ++need) {
        if (below(3) == 0) continue;
        const int from = static_cast<int>(below(10));
        facts.vacancies->push_back({urn(school), need_of(school, need), Provision::day,
                                    AgeRange{from, from + 6}, day_, below(4)});
      }
    }
    for (unsigned placement = 0; placement < placement_count; ++placement) {
      const unsigned school = below(school_count);
      facts.placements->push_back({std::to_string(below(council_count)), need_of(school, below(3)),
                                   urn(school), day_, std::nullopt,
                                   static_cast<PlacementBasis>(below(3)), std::nullopt, 1});
    }
    return facts;
  }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  static Urn urn(unsigned school) { return Urn::from_number(100'000 + school).value(); }
  static Need need_of(unsigned school, unsigned which) {
    return static_cast<Need>((school * 7 + which * 5) % need_count);
  }
  GridPosition position() {
    if (below(2) == 0) return {below(66'000'000), below(66'000'000)};
    const unsigned town = below(10);
    return {5'000'000 + town * 5'500'000 + below(3'000'000),
            5'000'000 + (town * 7 % 10) * 5'500'000 + below(3'000'000)};
  }

  std::mt19937 random_{1};
  Date day_ = *Date::from_civil(2026, 11, 21);
};

}  // namespace

int main(int count, char** arguments) {
  const char* path = count > 1 ? arguments[1] : "registry/data/example_rule_book.json";
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto book = RuleBook::load(text.str(), "");
  if (!book.ok()) {
    std::fprintf(stderr, "%s is not a rule book\n", path);
    return 2;
  }
  const MarketFacts facts = Maker().make();
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    const MarketAssessment found = assess_market(facts, *book, *Date::from_civil(2026, 11, 21));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    std::printf("the market, %u schools and %u placements %6lld ms   (%zu findings)\n",
                school_count, placement_count, static_cast<long long>(took.count()),
                found.findings.size());
  }
}
