// How long a line takes to find its bands, and an amount and a date to be read.
// links: pricing
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "pricing/rule_book/rule_book.h"

using namespace assize::pricing;

namespace {

constexpr int rounds = 20'000'000;

// Prints tenths of a nanosecond a call, in whole numbers.
template <typename Work>
void measure(const char* what, Work work) {
  const std::clock_t start = std::clock();  // processor time, in microseconds
  std::uint64_t sum = 0;
  for (int round = 0; round < rounds; ++round) sum += work(static_cast<std::size_t>(round));
  const auto tenths = (std::clock() - start) * 10'000 / rounds;
  std::printf("%-28s %5lld.%lld ns each   (check %llu)\n", what,
              static_cast<long long>(tenths / 10), static_cast<long long>(tenths % 10),
              static_cast<unsigned long long>(sum));
}

// Lines as a national file has them: a school's lines stand together.
std::vector<BandQuery> lines_like_a_market(bool clustered) {
  std::mt19937 random(1);
  const auto below = [&](unsigned count) { return static_cast<int>(random() % count); };
  constexpr int ages[][2] = {{4, 10}, {11, 15}, {16, 19}, {5, 16}, {11, 19}};
  std::vector<BandQuery> lines;
  std::optional<AreaIndex> area;
  int need = 0;
  while (lines.size() < 65536) {
    if (!clustered || lines.size() % 32 == 0) {
      need = below(13);
      const int place = below(8);
      area = place < 2 ? std::optional(static_cast<AreaIndex>(place)) : std::nullopt;
    }
    const auto& range = ages[below(5)];
    const bool add_on = below(4) == 0;
    lines.push_back({static_cast<Item>(add_on ? 1 + below(12) : 0),
                     static_cast<Provision>(below(4)), static_cast<Need>(need), range[0], range[1],
                     add_on ? Unit::hour : Unit::year, area,
                     *Date::from_civil(2025 + below(2), 9, 1)});
  }
  return lines;
}

}  // namespace

int main(int count, char** arguments) {
  const char* path = count > 1 ? arguments[1] : "registry/data/example_rule_book.json";
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto start = std::chrono::steady_clock::now();
  const auto book = RuleBook::load(text.str(), "");
  if (!book.ok()) {
    std::printf("%s: %s: %s\n", path, book.faults()[0].place.c_str(),
                book.faults()[0].message.c_str());
    return 2;
  }
  std::printf("loaded %zu bands in %lld µs\n", book->bands().size(),
              static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(
                                         std::chrono::steady_clock::now() - start)
                                         .count()));
  for (const bool clustered : {true, false}) {
    const auto lines = lines_like_a_market(clustered);
    measure(clustered ? "bands_for, by school" : "bands_for, at random", [&](std::size_t round) {
      const auto bands = book->bands_for(lines[round % lines.size()]);
      return static_cast<std::uint64_t>((bands[0] != nullptr) + (bands[4] != nullptr));
    });
  }
  const std::vector<std::string> amounts{"64250.00", "48.50", "0", "112340.75", "1250", "9.99"};
  measure("read_pounds", [&](std::size_t round) {
    return static_cast<std::uint64_t>(read_pounds(amounts[round % 6])->ten_thousandths());
  });
  const std::vector<std::string> dates{"2026-09-01", "2027-08-31", "2024-02-29"};
  measure("read_date", [&](std::size_t round) {
    return static_cast<std::uint64_t>(read_date(dates[round % 3])->days());
  });
  const std::vector<std::string> percents{"20", "0", "3.8"};
  measure("read_percent", [&](std::size_t round) {
    return static_cast<std::uint64_t>(read_percent(percents[round % 3])->denominator());
  });
  const std::vector<std::string> codes{"placement", "one_to_one", "speech_language_therapy"};
  measure("ItemCodes::find", [&](std::size_t round) {
    return static_cast<std::uint64_t>(*book->items().find(codes[round % 3]));
  });
  measure("read_need", [&](std::size_t round) {
    return static_cast<std::uint64_t>(*read_need(need_codes[round % 13]));
  });
  return 0;
}
