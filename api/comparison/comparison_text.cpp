#include "api/comparison/comparison_report.h"

#include <algorithm>

#include "pricing/rules/words.h"

namespace assize::api {
namespace {

using pricing::AddOnPrice;
using pricing::BasketCost;
using pricing::ComparedLine;
using pricing::hundredths_text;
using pricing::sentence;

std::string basket_words(const ComparisonReport& report) {
  if (report.basket_edition.empty()) {
    return "No basket is in force, so add-ons are not compared.\n";
  }
  std::string text = "The basket of edition " + report.basket_edition + ":";
  for (std::size_t at = 0; at < report.basket.size(); ++at) {
    const pricing::BasketItem& item = report.basket[at];
    text += sentence(at == 0 ? " " : ", ", hundredths_text(item.hours_hundredths), " hours of ",
                     report.items.code(item.item));
  }
  return text + ", a year.\n";
}

std::string over_words(const pricing::ExactSum& over) {
  return over.is_zero() ? "the cheapest" : over.display() + " more than the cheapest";
}

std::string yearly_words(const pricing::Offer& offer, const ComparedLine& line) {
  std::string text = "    " + line.yearly.display() + " a year";
  if (offer.unit != pricing::Unit::year) {
    text += sentence(" (", hundredths_text(offer.units_hundredths), " × ",
                     offer.unit_price.display(), ")");
  }
  return text + ", " + over_words(line.over_cheapest) + "\n";
}

std::string add_on_words(const ComparisonReport& report, const ComparedLine& line,
                         const BasketCost& add_on) {
  const std::string_view item = report.items.code(add_on.item);
  if (add_on.price.kind == AddOnPrice::Kind::included) return sentence(item, " included");
  const registry::CatalogueFee& fee = *report.fees[line.school][add_on.price.line];
  return sentence(item, " ", hundredths_text(add_on.hours_hundredths), " × ",
                  fee.unit_price.display(), " = ", add_on.cost.display());
}

std::string left_out_words(const ComparisonReport& report, const pricing::ComparedKind& kind) {
  std::string text = "  left out of the basket, for not all have a price for it:";
  for (const pricing::Item item : kind.left_out) {
    text += sentence(item == kind.left_out.front() ? " " : ", ", report.items.code(item));
  }
  return text + "\n";
}

bool is_left_out(const pricing::ComparedKind& kind, pricing::Item item) {
  return std::find(kind.left_out.begin(), kind.left_out.end(), item) != kind.left_out.end();
}

std::string line_text(const ComparisonReport& report, const pricing::ComparedKind& kind,
                      const ComparedLine& line) {
  const registry::CatalogueSchool& school = *report.schools[line.school];
  const registry::CatalogueFee& fee = *report.fees[line.school][line.line];
  std::string text = sentence("  ", school.urn.text(), " ", school.name, ", ", fee.line, ", ages ",
                              fee.age_from, " to ", fee.age_to, "\n");
  text += yearly_words(report.offers[line.school].offers[line.line], line);
  text += sentence("    education ", fee.education.display(), ", boarding ", fee.boarding.display(),
                   ", care ", fee.care.display(), ", health ", fee.health.display(), "\n");
  if (!report.basket_edition.empty()) {
    text += "    with the basket " + line.basket.display() + ", " +
            over_words(line.basket_over_cheapest);
    for (const BasketCost& add_on : line.add_ons) {
      if (is_left_out(kind, add_on.item)) continue;
      text += "; " + add_on_words(report, line, add_on);
    }
    text += "\n";
  }
  for (const pricing::CaveatNote& note : line.caveats) text += "    note: " + note.words + "\n";
  return text;
}

}  // namespace

std::string comparison_text(const ComparisonReport& report) {
  std::string text = "Prices in force on " + report.as_at.display() +
                     ", net of VAT, for one pupil for a year. " + basket_words(report);
  for (const pricing::ComparedKind& kind : report.kinds) {
    text += sentence("\n", pricing::code(kind.provision), ", ", pricing::code(kind.need), "\n");
    if (!kind.left_out.empty()) text += left_out_words(report, kind);
    for (const ComparedLine& line : kind.lines) text += line_text(report, kind, line);
    for (const std::size_t place : kind.schools_without) {
      const registry::CatalogueSchool& school = *report.schools[place];
      text += sentence("  ", school.urn.text(), " ", school.name,
                       ": no price of this kind is in force\n");
    }
  }
  if (report.kinds.empty()) text += "\nNone of these schools has such a placement in force.\n";
  return text;
}

}  // namespace assize::api
