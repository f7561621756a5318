#include "pricing/comparison/caveats.h"

#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr std::array<std::string_view, 8> caveat_codes{
    "other_ages",     "other_unit",      "other_length", "other_period",
    "other_included", "no_add_on_price", "vat_on_top",   "rounded_when_filed"};

std::string ages(const Offer& offer) {
  return sentence("ages ", offer.age_from, " to ", offer.age_to);
}

std::string period(const Offer& offer) {
  return offer.effective_from.display() + " to " + offer.effective_to.display();
}

std::string units(const Offer& offer) {
  const std::string plural = offer.units_hundredths == 100 ? "" : "s";
  return sentence(hundredths_text(offer.units_hundredths), " ", code(offer.unit), plural,
                  " a year");
}

// "by the week, 38 weeks a year", "by the year".
std::string pricing_words(const Offer& offer) {
  return sentence(unit_words(offer.unit), offer.unit == Unit::year ? "" : ", " + units(offer));
}

std::string item_list(std::uint64_t included, const ItemCodes& items) {
  std::string list;
  for (std::size_t item = 0; item < items.size(); ++item) {
    if ((included >> item & 1U) == 0) continue;
    list += sentence(list.empty() ? "" : ", ", items.code(static_cast<Item>(item)));
  }
  return list;
}

class Caveats {
 public:
  void add(Caveat caveat, std::string words) { notes_.push_back({caveat, std::move(words)}); }
  std::vector<CaveatNote> take() { return std::move(notes_); }

 private:
  std::vector<CaveatNote> notes_;
};

void compare_with_cheapest(const Offer& offer, const Offer& cheapest, const ItemCodes& items,
                           Caveats& caveats) {
  if (offer.age_from != cheapest.age_from || offer.age_to != cheapest.age_to) {
    caveats.add(Caveat::other_ages, ages(offer) + "; the cheapest is for " + ages(cheapest));
  }
  if (offer.unit != cheapest.unit) {
    caveats.add(Caveat::other_unit,
                sentence("priced ", pricing_words(offer), "; the cheapest ",
                         pricing_words(cheapest), ": the length of the year may differ"));
  } else if (offer.units_hundredths != cheapest.units_hundredths) {
    caveats.add(Caveat::other_length, units(offer) + "; the cheapest has " + units(cheapest));
  }
  if (offer.effective_from != cheapest.effective_from ||
      offer.effective_to != cheapest.effective_to) {
    caveats.add(Caveat::other_period,
                "the price is for " + period(offer) + "; the cheapest for " + period(cheapest));
  }
  if (offer.included == cheapest.included) return;
  const std::string more = item_list(offer.included & ~cheapest.included, items);
  const std::string less = item_list(cheapest.included & ~offer.included, items);
  caveats.add(Caveat::other_included,
              sentence(more.empty() ? "" : "includes " + more + ", which the cheapest does not",
                       more.empty() || less.empty() ? "" : "; ",
                       less.empty() ? "" : "leaves out " + less + ", which the cheapest includes"));
}

std::string vat_words(const Ratio& rate, std::string_view on) {
  return sentence("VAT at ", rate.percent_text(), " is charged on top of ", on);
}

}  // namespace

std::string_view code(Caveat caveat) { return caveat_codes[static_cast<std::size_t>(caveat)]; }

std::vector<CaveatNote> caveats_of(const ComparedLine& line, const ComparedLine& cheapest,
                                   std::span<const SchoolOffers> schools, const ItemCodes& items) {
  const SchoolOffers& school = schools[line.school];
  const Offer& offer = school.offers[line.line];
  Caveats caveats;
  compare_with_cheapest(offer, schools[cheapest.school].offers[cheapest.line], items, caveats);
  std::uint64_t without_price = 0;
  for (const BasketCost& add_on : line.add_ons) {
    if (add_on.price.kind != AddOnPrice::Kind::none) continue;
    without_price |= std::uint64_t{1} << static_cast<unsigned>(add_on.item);
  }
  if (without_price != 0) {
    caveats.add(Caveat::no_add_on_price,
                "neither includes nor prices by the hour: " + item_list(without_price, items) +
                    "; left out of every basket");
  }
  if (school.vat_rates[line.line] != Ratio()) {
    caveats.add(Caveat::vat_on_top, vat_words(school.vat_rates[line.line], "the placement"));
  }
  for (const BasketCost& add_on : line.add_ons) {
    if (add_on.price.kind != AddOnPrice::Kind::priced) continue;
    const Ratio& rate = school.vat_rates[add_on.price.line];
    if (rate != Ratio()) caveats.add(Caveat::vat_on_top, vat_words(rate, items.code(add_on.item)));
  }
  if (line.yearly != ExactSum::of(offer.annual_price)) {
    caveats.add(Caveat::rounded_when_filed,
                offer.annual_price.display() + " a year as filed, rounded to the penny");
  }
  return caveats.take();
}

}  // namespace assize::pricing
