#include "pricing/comparison/compare_schools.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "pricing/comparison/caveats.h"

namespace assize::pricing {
namespace {

using Kinds = std::map<std::pair<Provision, Need>, std::vector<ComparedLine>>;

bool is_wished(const Offer& offer, const ComparisonWishes& wishes) {
  return offer.item == Item::placement && (!wishes.need || offer.need == *wishes.need) &&
         (!wishes.provision || offer.provision == *wishes.provision) &&
         (!wishes.age || (offer.age_from <= *wishes.age && *wishes.age <= offer.age_to));
}

ExactSum for_units(Pounds price, std::int64_t units_hundredths) {
  return ExactSum::of(Unrounded(price.ten_thousandths(), 1), units_hundredths);
}

void price_add_ons(ComparedLine& line, const SchoolOffers& school, const BasketPrices& prices,
                   std::size_t row, std::span<const BasketItem> basket) {
  for (std::size_t item = 0; item < basket.size(); ++item) {
    BasketCost add_on{basket[item].item, basket[item].hours_hundredths, prices.of(row, item), {}};
    if (add_on.price.kind == AddOnPrice::Kind::priced) {
      add_on.cost = for_units(school.offers[add_on.price.line].unit_price, add_on.hours_hundredths);
    }
    line.add_ons.push_back(add_on);
  }
}

void add_school(std::span<const SchoolOffers> schools, std::size_t place,
                const ComparisonWishes& wishes, std::span<const BasketItem> basket, Kinds& kinds) {
  const SchoolOffers& school = schools[place];
  std::vector<std::uint32_t> rows;
  for (std::size_t at = 0; at < school.offers.size(); ++at) {
    if (is_wished(school.offers[at], wishes)) rows.push_back(static_cast<std::uint32_t>(at));
  }
  const BasketPrices prices(school.offers, rows, basket);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Offer& offer = school.offers[rows[row]];
    ComparedLine line;
    line.school = place;
    line.line = rows[row];
    line.yearly = for_units(offer.unit_price, offer.units_hundredths);
    price_add_ons(line, school, prices, row, basket);
    kinds[{offer.provision, offer.need}].push_back(std::move(line));
  }
}

// The places in the basket of what some line neither includes nor prices.
std::vector<bool> places_left_out(const std::vector<ComparedLine>& lines) {
  std::vector<bool> left_out(lines.front().add_ons.size());
  for (const ComparedLine& line : lines) {
    for (std::size_t item = 0; item < left_out.size(); ++item) {
      if (line.add_ons[item].price.kind == AddOnPrice::Kind::none) left_out[item] = true;
    }
  }
  return left_out;
}

// Every line's basket of the same add-ons, and what it is over the least.
void add_up_baskets(ComparedKind& kind, std::span<const SchoolOffers> schools) {
  const std::vector<bool> left_out = places_left_out(kind.lines);
  for (std::size_t item = 0; item < left_out.size(); ++item) {
    if (left_out[item]) kind.left_out.push_back(kind.lines.front().add_ons[item].item);
  }
  for (ComparedLine& line : kind.lines) {
    line.basket = ExactSum::of(schools[line.school].offers[line.line].annual_price);
    for (std::size_t item = 0; item < left_out.size(); ++item) {
      if (!left_out[item]) line.basket += line.add_ons[item].cost;
    }
  }
  const ExactSum least =
      std::min_element(kind.lines.begin(), kind.lines.end(),
                       [](const auto& one, const auto& other) { return one.basket < other.basket; })
          ->basket;
  for (ComparedLine& line : kind.lines) line.basket_over_cheapest = line.basket - least;
}

// Puts the cheapest first, and holds the others to it.
void compare_kind(ComparedKind& kind, std::span<const SchoolOffers> schools,
                  const ItemCodes& items) {
  std::vector<ComparedLine>& lines = kind.lines;
  std::sort(lines.begin(), lines.end(), [&](const ComparedLine& one, const ComparedLine& other) {
    const auto order = [&](const ComparedLine& line) {
      return std::tuple(line.yearly, line.school, schools[line.school].offers[line.line].name);
    };
    return order(one) < order(other);
  });
  add_up_baskets(kind, schools);
  for (ComparedLine& line : lines) {
    line.over_cheapest = line.yearly - lines.front().yearly;
    line.caveats = caveats_of(line, lines.front(), schools, items);
  }
}

}  // namespace

std::vector<ComparedKind> compare_schools(std::span<const SchoolOffers> schools,
                                          const ComparisonWishes& wishes,
                                          std::span<const BasketItem> basket,
                                          const ItemCodes& items) {
  Kinds kinds;
  for (std::size_t place = 0; place < schools.size(); ++place) {
    add_school(schools, place, wishes, basket, kinds);
  }
  std::vector<ComparedKind> compared;
  for (auto& [kind, lines] : kinds) {
    ComparedKind one{kind.first, kind.second, std::move(lines), {}, {}};
    compare_kind(one, schools, items);
    for (std::size_t place = 0; place < schools.size(); ++place) {
      const bool sells =
          std::any_of(one.lines.begin(), one.lines.end(),
                      [&](const ComparedLine& line) { return line.school == place; });
      if (!sells) one.schools_without.push_back(place);
    }
    compared.push_back(std::move(one));
  }
  return compared;
}

}  // namespace assize::pricing
