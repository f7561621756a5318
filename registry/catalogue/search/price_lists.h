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
#include "registry/catalogue/search/school_set.h"

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
  struct List {
    std::vector<CheapestPrice> cheapest;  // by price, then by school
    // For each age_bit, which schools the list has had after each `stride` of it: a search goes on
    // from the last of these before its price.
    std::vector<std::array<SchoolSet, greatest_age + 2>> so_far;

    // The schools with a price for the age (an age_bit) that is at most this; or with any price.
    SchoolSet up_to(std::optional<pricing::Pounds> price, std::uint32_t age) const;
    std::size_t schools = 0;
  };
  PriceLists(std::span<const SearchRow> rows, std::span<const PlacementOffer> offers);
  // The same, made from an older index's lists: only the schools in `changed` are looked at again.
  PriceLists(const PriceLists& before, std::span<const std::uint32_t> changed,
             std::span<const SearchRow> rows, std::span<const PlacementOffer> offers);

  // No need, or no provision: for any.
  const List& of(std::optional<pricing::Need> need,
                 std::optional<pricing::Provision> provision) const {
    return *lists_[place(need, provision)];
  }

 private:
  static constexpr std::size_t provisions = pricing::provision_codes.size() + 1;
  static constexpr std::size_t count = (pricing::need_codes.size() + 1) * provisions;
  static std::size_t place(std::optional<pricing::Need> need,
                           std::optional<pricing::Provision> provision);
  using Lists = std::array<std::vector<CheapestPrice>, count>;
  // Of so many schools.
  static std::shared_ptr<const List> make_list(std::vector<CheapestPrice> cheapest,
                                               std::size_t schools);
  static void add_school(std::uint32_t school, const SearchRow& row,
                         std::span<const PlacementOffer> offers, Lists& lists);

  std::array<std::shared_ptr<const List>, count> lists_;
};

}  // namespace assize::registry
