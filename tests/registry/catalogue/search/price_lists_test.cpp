// The lists of prices beside an obvious search, large enough that they look ahead, and those made
// from an older index beside those made anew.
#include "registry/catalogue/search/price_lists.h"

#include <gtest/gtest.h>

#include <random>

#include "registry/catalogue/search/search_index.h"

namespace assize::registry {
namespace {

constexpr std::size_t school_count = 3000;

struct Prices {
  std::vector<SearchRow> rows;
  std::vector<PlacementOffer> offers;
};

class PriceListsTest : public ::testing::Test {
 protected:
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  std::vector<PlacementOffer> draw_offers() {
    std::vector<PlacementOffer> offers(below(6));
    for (PlacementOffer& offer : offers) {
      offer.annual_price = pricing::Pounds::from_pennies(4'000'000 + below(300) * 10'000);
      offer.need = below(4) == 0 ? pricing::Need::any : static_cast<pricing::Need>(below(3));
      offer.provision = static_cast<pricing::Provision>(below(3));
      offer.age_from = static_cast<std::uint8_t>(below(20));
      offer.age_to = static_cast<std::uint8_t>(offer.age_from + below(12));
    }
    return offers;
  }
  static Prices lay_out(const std::vector<std::vector<PlacementOffer>>& by_school) {
    Prices prices;
    for (const auto& own : by_school) {
      SearchRow row;
      row.first_offer = static_cast<std::uint32_t>(prices.offers.size());
      row.offers = static_cast<std::uint32_t>(own.size());
      prices.rows.push_back(row);
      prices.offers.insert(prices.offers.end(), own.begin(), own.end());
    }
    return prices;
  }

  std::mt19937 random_{7};
};

std::vector<std::uint32_t> members(const SchoolSet& schools) {
  std::vector<std::uint32_t> list;
  schools.each([&](std::uint32_t school) { list.push_back(school); });
  return list;
}

TEST_F(PriceListsTest, FindWhatAnObviousSearchFindsAndGrowIntoWhatIsMadeAnew) {
  std::vector<std::vector<PlacementOffer>> by_school(school_count);
  for (auto& own : by_school) own = draw_offers();
  Prices prices = lay_out(by_school);
  PriceLists lists(prices.rows, prices.offers);
  for (int round = 0; round < 3; ++round) {
    const PriceLists anew(prices.rows, prices.offers);
    for (int count = 0; count < 200; ++count) {
      std::optional<pricing::Need> need;
      if (below(2) == 0) need = static_cast<pricing::Need>(below(3));
      std::optional<pricing::Provision> provision;
      if (below(2) == 0) provision = static_cast<pricing::Provision>(below(3));
      const int age = static_cast<int>(below(27)) - 1;
      std::optional<pricing::Pounds> most;
      if (below(3) != 0) most = pricing::Pounds::from_pennies(4'000'000 + below(300) * 10'000);
      std::vector<std::uint32_t> expected;
      for (std::uint32_t school = 0; school < school_count; ++school) {
        for (const PlacementOffer& each : by_school[school]) {
          if ((need && each.need != *need) || (provision && each.provision != *provision)) continue;
          if (age >= 0 && (age < each.age_from || age > each.age_to)) continue;
          if (most && each.annual_price > *most) continue;
          expected.push_back(school);
          break;
        }
      }
      ASSERT_EQ(members(lists.of(need, provision).up_to(most, age_bit(age))), expected);
      ASSERT_EQ(lists.of(need, provision).cheapest, anew.of(need, provision).cheapest);
    }
    std::vector<std::uint32_t> changed;
    for (std::uint32_t school = 0; school < school_count;
         school += 1 + static_cast<std::uint32_t>(below(1000))) {
      by_school[school] = draw_offers();
      changed.push_back(school);
    }
    prices = lay_out(by_school);
    lists = PriceLists(lists, changed, prices.rows, prices.offers);
  }
  EXPECT_GT(lists.of({}, {}).so_far.size(), 1U);
}

}  // namespace
}  // namespace assize::registry
