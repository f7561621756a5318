// How fast the catalogue is searched: a market ten times England's, in memory, and mixed searches.
// links: registry
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "registry/catalogue/search/search.h"
#include "registry/catalogue/search/search_index.h"
#include "registry/register/local_authorities.h"

namespace {

using namespace assize;            // NOLINT(google-build-using-namespace): a program of its own
using namespace assize::registry;  // NOLINT(google-build-using-namespace)
using Parameters = std::vector<std::pair<std::string, std::string>>;
using Clock = std::chrono::steady_clock;

constexpr std::size_t school_count = 20'000;
constexpr std::size_t lines_each = 50;
constexpr std::size_t search_count = 2'000;

class Market {
 public:
  std::shared_ptr<Snapshot> make() {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->today = pricing::Date::from_civil(2026, 10, 1).value();
    std::vector<std::pair<std::uint64_t, GridPoint>> postcodes;
    for (std::size_t number = 0; number < school_count; ++number) {
      snapshot->schools.push_back(std::make_shared<const CatalogueSchool>(school(number)));
    }
    snapshot->postcodes = std::make_shared<const PostcodeTable>(postcodes);
    snapshot->by_name.resize(school_count);
    std::iota(snapshot->by_name.begin(), snapshot->by_name.end(), 0U);
    std::sort(snapshot->by_name.begin(), snapshot->by_name.end(), [&](auto left, auto right) {
      return snapshot->schools[left]->name < snapshot->schools[right]->name;
    });
    snapshot->index = build_search_index(*snapshot, nullptr);
    return snapshot;
  }

  Parameters draw_search() {
    Parameters parameters;
    const auto sometimes = [&] { return below(3) == 0; };
    if (sometimes()) parameters.emplace_back("need", std::string(need_code()));
    if (sometimes()) {
      parameters.emplace_back("provision", std::string(pricing::provision_codes[below(4)]));
    }
    if (sometimes()) parameters.emplace_back("age", std::to_string(4 + below(15)));
    if (sometimes()) parameters.emplace_back("price_to", std::to_string(40'000 + below(100'000)));
    if (sometimes()) parameters.emplace_back("section41", "true");
    if (below(6) == 0) parameters.emplace_back("text", word());
    if (below(12) == 0) parameters.emplace_back("text2", "");
    if (sometimes()) {
      parameters.emplace_back("near", std::to_string(300'000 + below(300'000)) + "," +
                                          std::to_string(100'000 + below(500'000)));
      parameters.emplace_back("within", std::to_string(10 + below(60)));
      parameters.emplace_back("sort", "distance");
    } else if (sometimes()) {
      parameters.emplace_back("sort", "price");
    }
    std::erase_if(parameters, [](const auto& each) { return each.first == "text2"; });
    return parameters;
  }

 private:
  CatalogueSchool school(std::size_t number) {
    CatalogueSchool school(
        *pricing::Urn::from_number(static_cast<std::uint32_t>(100'000 + number)));
    school.name = word() + ' ' + word() + " School";
    school.town = word();
    school.type_code = 10;
    school.is_open = below(20) != 0;
    school.section41 = below(3) == 0;
    const auto councils = local_authorities();
    const LocalAuthority& council = councils[below(councils.size())];
    school.la = council.code;
    school.region = council.region;
    school.age_from = 4;
    school.age_to = 19;
    school.position = GridPoint{static_cast<std::int32_t>(300'000 + below(300'000)),
                                static_cast<std::int32_t>(100'000 + below(500'000))};
    school.search_text = school.name + '\n' + school.town + '\n' + school.urn.text();
    for (std::size_t line = 0; line < lines_each; ++line) {
      CatalogueFee fee;
      fee.line = "LINE-" + std::to_string(line);
      fee.item = line % 2 == 0 ? "placement" : "one_to_one";
      fee.need = *pricing::parse_need(need_code());
      fee.provision = static_cast<pricing::Provision>(below(4));
      fee.age_from = static_cast<int>(4 + below(10));
      fee.age_to = fee.age_from + static_cast<int>(below(10));
      fee.annual_price = pricing::Pounds::from_pennies(4'000'000 + below(10'000'000));
      school.fees.push_back(std::move(fee));
      school.fees_today.push_back(line);
    }
    return school;
  }
  std::string_view need_code() { return pricing::need_codes[below(13)]; }
  // Of about two thousand, as names have.
  std::string word() {
    static constexpr std::array<const char*, 12> parts{"ash", "birch", "castle", "dale",
                                                       "elm", "field", "grove",  "hill",
                                                       "ley", "mere",  "oak",    "wood"};
    std::string made;
    for (int count = 0; count < 3; ++count) made += parts[below(parts.size())];
    return made;
  }
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  std::mt19937 random_{1};
};

template <typename Work>
std::int64_t microseconds(Work work) {
  const auto began = Clock::now();
  work();
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count();
}

// The schools with a fitting fee, read from the fees as they stand: what the index spares.
std::size_t look_through_fees(const Snapshot& snapshot, const SchoolFilter& filter) {
  std::size_t found = 0;
  for (const auto& school : snapshot.schools) {
    found += std::any_of(school->fees.begin(), school->fees.end(), [&](const CatalogueFee& fee) {
      return fee.item == "placement" && (!filter.need || fee.need == *filter.need) &&
             (!filter.provision || fee.provision == *filter.provision);
    });
  }
  return found;
}

}  // namespace

int main() {
  Market market;
  const auto snapshot = market.make();
  std::shared_ptr<const SearchIndex> index;
  const std::int64_t building =
      microseconds([&] { index = build_search_index(*snapshot, nullptr); });
  const std::int64_t refreshing =
      microseconds([&] { index = build_search_index(*snapshot, snapshot.get()); });

  std::vector<SchoolSearch> searches;
  for (std::size_t count = 0; count < search_count; ++count) {
    searches.push_back(parse_school_search(market.draw_search()).value());
  }
  std::vector<std::int64_t> times, with_facets, plain;
  std::size_t matching = 0;
  for (SchoolSearch& search : searches) {
    times.push_back(
        microseconds([&] { matching += search_schools(*snapshot, search).value().matching; }));
    plain.push_back(microseconds([&] { matching += look_through_fees(*snapshot, search.filter); }));
    search.with_facets = true;
    with_facets.push_back(
        microseconds([&] { matching += search_schools(*snapshot, search).value().matching; }));
  }
  const auto print = [](const char* what, std::vector<std::int64_t>& taken) {
    std::sort(taken.begin(), taken.end());
    std::printf("  %-34s %8lld us, %lld us at the 99th percentile\n", what,
                static_cast<long long>(taken[taken.size() / 2]),
                static_cast<long long>(taken[taken.size() * 99 / 100]));
  };
  std::printf("  %zu schools, %zu lines; %zu searches, which found %zu in all\n", school_count,
              school_count * lines_each, search_count, matching);
  print("one search", times);
  print("one search with its counts", with_facets);
  print("looking through the fees themselves", plain);
  std::printf("  %-34s %8lld us; %lld us when only fees have changed\n", "making the index",
              static_cast<long long>(building), static_cast<long long>(refreshing));
}
