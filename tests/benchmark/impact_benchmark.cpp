// How long the impact of a draft edition on a million fee lines takes, and a plain pass over them.
// links: pricing
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>
#include <sstream>

#include "pricing/assessment/workers.h"
#include "pricing/impact/impact.h"

using namespace assize::pricing;

namespace {

constexpr long long aim_microseconds = 100'000;

constexpr std::size_t line_count = 1'000'000;
constexpr std::size_t lines_of_a_school = 40;
constexpr int rounds = 9;

// As a national market has them: a school sells much the same at several ages and in several ways.
ImpactMarket make_market() {
  std::mt19937 random(1);
  const auto below = [&](unsigned count) { return static_cast<int>(random() % count); };
  constexpr std::uint8_t ages[][2] = {{4, 10}, {11, 15}, {16, 19}, {5, 16}, {11, 19}};
  constexpr std::uint32_t councils[] = {202, 203, 302, 303, 801, 815, 850, 908};
  ImpactMarket market;
  market.items = {"placement", "one_to_one", "speech_language_therapy"};
  market.providers = 3000;
  market.groups = 200;
  market.regions = 9;
  while (market.lines.size() < line_count) {
    ImpactSchool school;
    school.urn = 100'000 + static_cast<std::uint32_t>(market.schools.size());
    school.la = LaCode::from_number(councils[below(8)]);
    school.provider = static_cast<Tag>(below(3000));
    school.group = static_cast<Tag>(below(200));
    school.region = static_cast<Tag>(below(9));
    school.line_begin = market.lines.size();
    const Need need = static_cast<Need>(below(13));
    for (std::size_t i = 0; i < lines_of_a_school && market.lines.size() < line_count; ++i) {
      ImpactLine line;
      const auto& range = ages[below(5)];
      line.item = static_cast<std::uint16_t>(below(4) == 0 ? 1 + below(2) : 0);
      line.provision = static_cast<Provision>(below(4));
      line.need = below(3) == 0 ? static_cast<Need>(below(13)) : need;
      line.age_from = range[0];
      line.age_to = range[1];
      line.unit = line.item != 0 ? Unit::hour : below(3) == 0 ? Unit::week : Unit::year;
      line.units_hundredths = line.unit == Unit::year ? 100 : 3800;
      line.prices.parts = {Pounds::from_pennies(3'000'000 + below(6'000'000)),
                           Pounds::from_pennies(below(4'000'000)),
                           Pounds::from_pennies(below(2'000'000)), Pounds()};
      for (const Pounds part : line.prices.parts) line.prices.annual_price += part;
      line.prices.unit_price = Pounds::from_pennies(3'000 + below(9'000));
      line.effective_from = *Date::if_civil(2026, 9, 1);
      market.lines.push_back(line);
    }
    school.line_end = market.lines.size();
    market.schools.push_back(school);
  }
  return market;
}

template <typename Work>
long long best_microseconds(const Work& work) {
  long long best = -1;
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
                          std::chrono::steady_clock::now() - start)
                          .count();
    if (best < 0 || took < best) best = took;
  }
  return std::max(best, 1LL);
}

// Every byte of the lines, added up by as many threads.
std::uint64_t add_up(const ImpactMarket& market, int jobs) {
  const auto* words = reinterpret_cast<const std::uint64_t*>(market.lines.data());
  const std::size_t count = market.lines.size() * sizeof(ImpactLine) / sizeof(std::uint64_t);
  std::vector<std::uint64_t> sums(static_cast<std::size_t>(jobs));
  run_workers(jobs, [&](int job) {
    const auto at = static_cast<std::size_t>(job);
    std::uint64_t sum = 0;
    for (std::size_t i = count * at / sums.size(); i < count * (at + 1) / sums.size(); ++i) {
      sum += words[i];
    }
    sums[at] = sum;
  });
  std::uint64_t sum = 0;
  for (const std::uint64_t one : sums) sum += one;
  return sum;
}

// The draft: the edition with other factors for its areas, so that limits change in some.
std::string draft_of(std::string text) {
  for (std::size_t at = 0; (at = text.find("\"factor\"", at)) != std::string::npos; ++at) {
    const std::size_t begin = text.find('"', text.find(':', at)) + 1;
    text.replace(begin, text.find('"', begin) - begin, "0.8125");
  }
  return text;
}

}  // namespace

int main(int count, char** arguments) {
  const char* path = count > 1 ? arguments[1] : "registry/data/example_rule_book.json";
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto in_force = RuleBook::load(text.str(), "");
  const auto draft = RuleBook::load(draft_of(text.str()), "");
  if (!in_force.ok() || !draft.ok()) {
    std::printf("%s cannot be read; run this where the sources are, or name an edition\n", path);
    return 2;
  }
  const ImpactMarket market = make_market();
  std::printf("%zu lines of %zu bytes, %zu schools, %zu bands\n", market.lines.size(),
              sizeof(ImpactLine), market.schools.size(), in_force->bands().size());
  for (const int jobs : {1, 4}) {
    ImpactInput input;
    input.market = &market;
    input.in_force = &*in_force;
    input.draft = &*draft;
    input.jobs = jobs;
    std::uint64_t changed = 0;
    std::uint64_t sum = 0;
    const long long impact =
        best_microseconds([&] { changed = measure_impact(input).changed.size(); });
    const long long pass = best_microseconds([&] { sum += add_up(market, jobs); });
    const long long tenths = impact * 10 / pass;
    std::printf(
        "%d thread%s: impact %lld.%lld ms, %lld lines a second, %llu changed; a plain pass "
        "%lld.%lld "
        "ms; ratio %lld.%lld   (check %llu)\n",
        jobs, jobs == 1 ? "" : "s", impact / 1000, impact / 100 % 10,
        static_cast<long long>(line_count) * 1'000'000 / impact,
        static_cast<unsigned long long>(changed), pass / 1000, pass / 100 % 10, tenths / 10,
        tenths % 10, static_cast<unsigned long long>(sum % 1000));
    if (jobs != 4) continue;
    const long long hundredths = impact / (aim_microseconds / 100);
    std::printf("    %lld.%02lld of the aim, at most %lld ms on 4 processors\n", hundredths / 100,
                hundredths % 100, aim_microseconds / 1000);
  }
  return 0;
}
