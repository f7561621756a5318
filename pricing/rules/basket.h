// The like-for-like basket of a placement line: its yearly price, and what the add-ons of the rule
// book's basket come to at the school's hourly prices. Used by UNI-06. Used by one thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pricing/rule_book/rule_book.h"
#include "pricing/rules/school.h"

namespace assize::pricing {

// What a placement line pays for one add-on: nil where it is included, else the line that prices
// it.
struct AddOnPrice {
  enum class Kind : std::uint8_t { none, included, priced } kind = Kind::none;
  std::uint32_t line = 0;  // a place among the school's offers, if priced
};

// How a school with many hourly lines of one add-on is priced, and one with few: the result is the
// same, and a test holds them to that.
enum class Pricing : std::uint8_t { by_number, by_looking, by_sweep };

// One year's prices of every basket item for every placement line of a school.
class BasketPrices {
 public:
  // `offers` must outlive this. `lines` are the places of the placement lines to price.
  BasketPrices(std::span<const Offer> offers, std::span<const std::uint32_t> lines,
               std::span<const BasketItem> basket, Pricing pricing = Pricing::by_number);
  // Of the placement at lines[i], basket[item].
  AddOnPrice of(std::size_t i, std::size_t item) const { return prices_[i * basket_size_ + item]; }

 private:
  void price_item(std::span<const std::uint32_t> lines, std::size_t item, Item code);
  void price_by_looking(std::span<const std::uint32_t> lines, std::size_t item,
                        std::span<const std::uint32_t> open);
  void price_by_sweep(std::span<const std::uint32_t> lines, std::size_t item,
                      std::span<const std::uint32_t> open);
  void settle(std::span<const std::uint32_t> lines, std::size_t item,
              std::span<const std::uint32_t> candidates, bool same_time,
              std::vector<std::uint32_t>& asking);

  std::span<const Offer> offers_;
  std::size_t basket_size_;
  Pricing pricing_;
  std::vector<AddOnPrice> prices_;
  // Hourly lines of the item in hand, the nearest first, and what most of them are passed over by.
  std::vector<std::uint32_t> add_ons_;
  struct Sold {
    Provision provision;
    Need need;
    std::uint8_t age_from;
    std::uint8_t age_to;
  };
  std::vector<Sold> sold_;
};

}  // namespace assize::pricing
