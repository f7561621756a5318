#include "api/comparison/comparison_report.h"

namespace assize::api {

ComparisonReport compare_in_catalogue(const std::vector<const registry::CatalogueSchool*>& schools,
                                      const pricing::ComparisonWishes& wishes, pricing::Date as_at,
                                      const pricing::RuleBook* book) {
  ComparisonReport report;
  report.as_at = as_at;
  report.schools = schools;
  if (book != nullptr) {
    report.items = book->items();
    const auto* basket = book->parameter(pricing::Parameter::basket, as_at);
    if (basket != nullptr && basket->basket) {
      report.basket = *basket->basket;
      report.basket_edition = book->edition();
    }
  }
  for (const registry::CatalogueSchool* school : schools) {
    registry::NamedOffers named = registry::school_offers(*school, as_at, report.items);
    report.offers.push_back(std::move(named.offers));
    report.fees.push_back(std::move(named.fees));
  }
  report.kinds = pricing::compare_schools(report.offers, wishes, report.basket, report.items);
  return report;
}

}  // namespace assize::api
