#include "pricing/fee_file/compact_lines.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "pricing/exact/rounding_points.h"

namespace assize::pricing {
namespace {

Offer drawn_offer(std::uint64_t line, const std::string& name) {
  Offer offer;
  offer.line = line;
  offer.urn = 123456;
  offer.good = *rc::gen::element<Columns>(+all_columns, all_columns & ~1U, Columns{0}, Columns{77});
  offer.item = static_cast<Item>(*rc::gen::inRange(0, 64));
  offer.provision = static_cast<Provision>(*rc::gen::inRange(0, 5));
  offer.need = static_cast<Need>(*rc::gen::inRange(0, 14));
  offer.unit = static_cast<Unit>(*rc::gen::inRange(0, 6));
  offer.age_from = static_cast<std::uint8_t>(*rc::gen::inRange(0, 26));
  offer.age_to = static_cast<std::uint8_t>(*rc::gen::inRange(0, 26));
  offer.units_hundredths =
      *rc::gen::element(std::int64_t{1}, std::int64_t{3800}, std::int64_t{99'999'999'999'999});
  offer.unit_price = Pounds::from_pennies(*rc::gen::element(
      std::int64_t{0}, std::int64_t{1}, std::int64_t{123456}, std::int64_t{99'999'999'999'999}));
  offer.annual_price = annual_price_by_units(offer.unit_price, offer.units_hundredths)
                           .value_or(Pounds::from_pennies(7));
  if (*rc::gen::arbitrary<bool>()) offer.annual_price = Pounds::from_pennies(5);
  offer.effective_from = Date::from_days(*rc::gen::element(-60'000, 0, 20'000));
  offer.effective_to = Date::from_days(*rc::gen::element(-60'000, 0, 20'000));
  offer.has_notice = *rc::gen::arbitrary<bool>();
  if (offer.has_notice) offer.notice_given = Date::from_days(*rc::gen::element(-1, 300'000));
  offer.included = *rc::gen::element(std::uint64_t{0}, std::uint64_t{2}, ~std::uint64_t{0});
  offer.name = name;
  offer.new_provision = *rc::gen::element(std::string_view(), std::string_view("evidence"));
  return offer;
}

bool same(const Offer& one, const Offer& other) {
  return one.line == other.line && one.urn == other.urn && one.good == other.good &&
         one.item == other.item && one.provision == other.provision && one.need == other.need &&
         one.unit == other.unit && one.age_from == other.age_from && one.age_to == other.age_to &&
         one.has_notice == other.has_notice && one.effective_from == other.effective_from &&
         one.effective_to == other.effective_to && one.notice_given == other.notice_given &&
         one.units_hundredths == other.units_hundredths && one.unit_price == other.unit_price &&
         one.annual_price == other.annual_price && one.included == other.included &&
         one.name == other.name && one.new_provision == other.new_provision;
}

TEST(CompactLines, ReadBackAsTheyWere) {
  EXPECT_TRUE(rc::check("a run reads back", [] {
    std::vector<std::string> names;
    const auto count = *rc::gen::inRange<std::size_t>(1, 20);
    for (std::size_t i = 0; i < count; ++i) names.push_back("L" + std::string(i, 'x'));
    std::vector<Offer> offers;
    CompactWriter writer;
    writer.start_run(5);
    std::uint64_t line = 5;
    for (const std::string& name : names) {
      offers.push_back(drawn_offer(line, name));
      writer.add(offers.back());
      line += *rc::gen::element(std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{1000});
    }
    const std::string bytes = writer.take();
    CompactReader reader(bytes, 123456, 5);
    for (const Offer& expected : offers) {
      Offer read;
      reader.next(read);
      RC_ASSERT(same(read, expected));
    }
  }));
}

TEST(AnnualPriceByUnits, RoundsAsItsRoundingPointDoes) {
  EXPECT_TRUE(rc::check("it is unit price × units at the rounding point", [] {
    const auto pennies = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
    const auto units = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const Pounds price = Pounds::from_pennies(pennies);
    const Unrounded exact(static_cast<Wide>(price.ten_thousandths()) * units, 100);
    RC_ASSERT(annual_price_by_units(price, units) == exact.at(annual_price_of_line));
  }));
}

}  // namespace
}  // namespace assize::pricing
