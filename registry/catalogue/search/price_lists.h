// The cheapest placements of today, for each need and provision or for any of them, cheapest first:
// what a search by price, and the order by price, are read from. Immutable once made; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/money.h"

namespace assize::registry {

struct PlacementOffer;
struct SearchRow;

// At this price the school has its cheapest placement for each of these ages, so that for one age a
// list names a school once at most.
struct CheapestPrice {
  pricing::Pounds price;
  std::uint32_t school = 0;
  std::uint32_t ages = 0;  // an age_bit each
  friend auto operator<=>(const CheapestPrice&, const CheapestPrice&) = default;
};

inline constexpr int greatest_age = 25;
// The bit of an age; of any age, for less than nought.
constexpr std::uint32_t age_bit(int age) {
  return std::uint32_t{1} << static_cast<unsigned>(age < 0 ? greatest_age + 1 : age);
}

class PriceLists {
 public:
  using List = std::vector<CheapestPrice>;
  PriceLists(std::span<const SearchRow> rows, std::span<const PlacementOffer> offers);
  // The same, made from an older index's lists: only the schools in `changed` are looked at again.
  PriceLists(const PriceLists& before, std::span<const std::uint32_t> changed,
             std::span<const SearchRow> rows, std::span<const PlacementOffer> offers);

  // In order of price, then of school. No need, or no provision: for any.
  const List& of(std::optional<pricing::Need> need,
                 std::optional<pricing::Provision> provision) const {
    return *lists_[place(need, provision)];
  }

 private:
  static constexpr std::size_t provisions = pricing::provision_codes.size() + 1;
  static constexpr std::size_t count = (pricing::need_codes.size() + 1) * provisions;
  static std::size_t place(std::optional<pricing::Need> need,
                           std::optional<pricing::Provision> provision);
  using Lists = std::array<List, count>;
  static void add_school(std::uint32_t school, const SearchRow& row,
                         std::span<const PlacementOffer> offers, Lists& lists);

  std::array<std::shared_ptr<const List>, count> lists_;
};

}  // namespace assize::registry
