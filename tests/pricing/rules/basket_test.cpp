#include "pricing/rules/basket.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace assize::pricing {
namespace {

TEST(BasketPrices, ManyLinesArePricedAsFewAre) {
  EXPECT_TRUE(rc::check("looking and sweeping agree", [] {
    std::vector<Offer> offers;
    std::vector<std::uint32_t> lines;
    const auto count = *rc::gen::inRange<std::size_t>(1, 40);
    for (std::size_t i = 0; i < count; ++i) {
      Offer offer;
      offer.line = i;
      offer.good = all_columns;
      offer.item = static_cast<Item>(*rc::gen::inRange(0, 3));
      offer.unit = Unit::hour;
      offer.provision = *rc::gen::element(Provision::day, Provision::termly, Provision::any);
      offer.need = *rc::gen::element(Need::asd, Need::hi, Need::any);
      offer.age_from = static_cast<std::uint8_t>(*rc::gen::inRange(0, 10));
      offer.age_to = static_cast<std::uint8_t>(*rc::gen::inRange<int>(offer.age_from, 12));
      offer.effective_from = Date::from_days(*rc::gen::inRange(0, 9));
      offer.effective_to = Date::from_days(*rc::gen::inRange(8, 12));
      offer.unit_price = Pounds::from_pennies(*rc::gen::inRange(0, 3));
      offer.included = *rc::gen::element(std::uint64_t{0}, std::uint64_t{2});
      if (offer.item == Item::placement) lines.push_back(static_cast<std::uint32_t>(i));
      offers.push_back(offer);
    }
    const std::vector<BasketItem> basket{{static_cast<Item>(1), 3900}, {static_cast<Item>(2), 100}};
    const BasketPrices few(offers, lines, basket, Pricing::by_looking);
    const BasketPrices many(offers, lines, basket, Pricing::by_sweep);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (std::size_t item = 0; item < basket.size(); ++item) {
        RC_ASSERT(few.of(i, item).kind == many.of(i, item).kind);
        RC_ASSERT(few.of(i, item).line == many.of(i, item).line);
      }
    }
  }));
}

}  // namespace
}  // namespace assize::pricing
