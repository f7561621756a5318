#include "pricing/rule_book/rule_book.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "pricing/exact/rounding_points.h"

namespace assize::pricing {
namespace {

RuleBook base() {
  std::ifstream file(std::string(ASSIZE_SOURCE_DIR) + "/tests/pricing/rule_book/base.json");
  std::stringstream text;
  text << file.rdbuf();
  return *RuleBook::load(text.str(), "abc123");
}

Date day(std::string_view text) { return *Date::parse(text); }

TEST(RuleBook, SaysWhatItIs) {
  const RuleBook book = base();
  EXPECT_EQ(book.edition(), "2026.1");
  EXPECT_EQ(book.title(), "A small book to be broken");
  EXPECT_EQ(book.status(), "example");
  EXPECT_EQ(book.published(), day("2026-03-31"));
  EXPECT_EQ(book.sha256(), "abc123");
  ASSERT_EQ(book.bands().size(), 2U);
  EXPECT_EQ(book.bands()[0].source, "https://example.org/bands");
  EXPECT_FALSE(book.bands()[1].provision || book.bands()[1].need || book.bands()[1].area ||
               book.bands()[1].floor || book.bands()[1].period.to);
}

TEST(RuleBook, AddsItemsOfBandsAndBasket) {
  const RuleBook book = base();
  EXPECT_EQ(book.items().size(), 15U);
  EXPECT_EQ(book.bands()[1].item, book.items().find("horse_riding"));
  EXPECT_TRUE(book.items().find("sailing").has_value());
}

TEST(RuleBook, KnowsTheAreaOfACouncil) {
  const RuleBook book = base();
  EXPECT_EQ(book.areas()[*book.area_of(*LaCode::parse("202"))].id, "inner");
  EXPECT_EQ(book.areas()[*book.area_of(*LaCode::parse("301"))].id, "outer");
  EXPECT_FALSE(book.area_of(*LaCode::parse("999")).has_value());
}

TEST(RuleBook, MultipliesALimitByTheFactorOfTheArea) {
  const RuleBook book = base();
  Band band = book.bands()[0];
  const auto inner = book.area_of(*LaCode::parse("201"));
  const auto shown = [&](std::optional<AreaIndex> area) {
    return book.limit_in(band, *band.ceiling, area).at(band_limit_shown).text();
  };
  EXPECT_EQ(shown(inner), "73160.00");
  EXPECT_EQ(shown(std::nullopt), "62000.00");
  band.area = inner;  // a band that names its area is taken as it stands
  EXPECT_EQ(shown(inner), "62000.00");
}

TEST(RuleBook, GivesParametersByTheDay) {
  const RuleBook book = base();
  const auto* cap = book.parameter(Parameter::increase_cap, day("2027-08-31"));
  ASSERT_NE(cap, nullptr);
  EXPECT_EQ(cap->ratio, Ratio::of(38, 1000));
  EXPECT_EQ(cap->text, "3.8");
  EXPECT_EQ(cap->source, "https://example.org/cap");
  EXPECT_EQ(cap->from, day("2026-09-01"));
  EXPECT_EQ(book.parameter(Parameter::increase_cap, day("2026-09-01")), cap);
  EXPECT_EQ(book.parameter(Parameter::increase_cap, day("2026-08-31")), nullptr);
  EXPECT_EQ(book.parameter(Parameter::increase_cap, day("2027-09-01")), nullptr) << "ended by null";
  EXPECT_EQ(book.parameter(Parameter::margin_cap, day("2026-09-01")), nullptr) << "not in the book";

  const Date on = day("2030-01-01");
  EXPECT_EQ(book.parameter(Parameter::notice_days, on)->days, 56);
  EXPECT_EQ(book.parameter(Parameter::leverage_limit, on)->ratio, Ratio::of(9, 2));
  EXPECT_EQ(book.parameter(Parameter::vat_rates, on)->rates,
            (std::vector{Ratio::of(1, 5), Ratio::of(1, 20)}));
  EXPECT_EQ(book.parameter(Parameter::vat_rates, on)->text, "20, 5");
  const auto& basket = *book.parameter(Parameter::basket, on);
  ASSERT_EQ(basket.basket->size(), 2U);
  EXPECT_EQ(basket.basket->at(1).item, book.items().find("sailing"));
  EXPECT_EQ(basket.basket->at(1).hours_hundredths, 3850);
  EXPECT_EQ(basket.text, "one_to_one 190, sailing 38.5");
}

TEST(RuleBook, NamesEachParameterOnce) {
  for (std::size_t at = 0; at < parameter_count; ++at) {
    for (std::size_t other = 0; other < at; ++other) {
      EXPECT_NE(code(static_cast<Parameter>(at)), code(static_cast<Parameter>(other)));
    }
  }
  EXPECT_EQ(code(Parameter::increase_cap), "increase_cap");
  EXPECT_EQ(code(Parameter::residential_days_limit), "residential_days_limit");
}

TEST(Period, ShowsItsLastDay) {
  EXPECT_EQ((Period{day("2026-09-01"), day("2027-09-01")}.display()),
            "1 September 2026 to 31 August 2027");
  EXPECT_EQ((Period{day("2026-09-01"), std::nullopt}.display()), "from 1 September 2026");
}

}  // namespace
}  // namespace assize::pricing
