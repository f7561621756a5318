// What schools charge, like for like: placements of one provision and need side by side, net of
// VAT, for a year, with the add-ons of the rule book's basket; and why some are not quite alike.
// Pure and exact; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pricing/exact/exact_sum.h"
#include "pricing/fee_file/offer.h"
#include "pricing/rule_book/rule_book.h"
#include "pricing/rules/basket.h"

namespace assize::pricing {

// The fees of one school in force on a day. Its lines must be whole: every column of its form.
struct SchoolOffers {
  std::uint32_t urn = 0;
  std::vector<Offer> offers;  // with items as the ItemCodes given with them have them
  std::vector<std::array<Pounds, 4>> parts;  // education, boarding, care, health of each
  std::vector<Ratio> vat_rates;              // of each
};

struct ComparisonWishes {
  std::optional<Need> need;
  std::optional<Provision> provision;
  std::optional<int> age;
};

// Why a line is not quite like the cheapest of its kind, or costs more than is shown.
enum class Caveat : std::uint8_t {
  other_ages,
  other_unit,
  other_length,  // of the year
  other_period,
  other_included,
  no_add_on_price,
  vat_on_top,
  rounded_when_filed
};
std::string_view code(Caveat caveat);

struct CaveatNote {
  Caveat caveat;
  std::string words;  // what differs, with both values
};

struct BasketCost {
  Item item{};
  std::int64_t hours_hundredths = 0;
  AddOnPrice price;  // its line is a place in SchoolOffers::offers
  ExactSum cost;     // hours × the hourly price; nil if included or not priced
};

struct ComparedLine {
  std::size_t school = 0;  // a place among the schools given
  std::size_t line = 0;    // and among its offers
  ExactSum yearly;         // unit_price × units_per_year, exact
  ExactSum over_cheapest;
  std::vector<BasketCost> add_ons;  // one for each item of the basket
  ExactSum basket;                  // annual_price and the add-ons, but for those left out
  ExactSum basket_over_cheapest;
  std::vector<CaveatNote> caveats;
};

// Placements of one provision and need.
struct ComparedKind {
  Provision provision{};
  Need need{};
  std::vector<ComparedLine> lines;  // the cheapest first
  // What some line neither includes nor prices by the hour: left out of every line's basket.
  std::vector<Item> left_out;
  std::vector<std::size_t> schools_without;  // that sell none, in the order given
};

// By provision, then need. `basket` is empty where the parameter is not in force; baskets are then
// the annual price alone.
std::vector<ComparedKind> compare_schools(std::span<const SchoolOffers> schools,
                                          const ComparisonWishes& wishes,
                                          std::span<const BasketItem> basket,
                                          const ItemCodes& items);

}  // namespace assize::pricing
