// A comparison of schools as text for people, JSON and CSV; and making it from the catalogue.
// Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "pricing/comparison/compare_schools.h"
#include "registry/catalogue/fee_values.h"

namespace assize::api {

struct ComparisonReport {
  pricing::Date as_at;
  std::string basket_edition;  // empty where no basket is in force
  std::vector<pricing::BasketItem> basket;
  pricing::ItemCodes items;
  std::vector<const registry::CatalogueSchool*> schools;  // of the snapshot, which must outlive it
  std::vector<pricing::SchoolOffers> offers;              // of each school
  std::vector<std::vector<const registry::CatalogueFee*>> fees;  // as their offers
  std::vector<pricing::ComparedKind> kinds;
};

// `book` is the edition in force, or null.
ComparisonReport compare_in_catalogue(const std::vector<const registry::CatalogueSchool*>& schools,
                                      const pricing::ComparisonWishes& wishes, pricing::Date as_at,
                                      const pricing::RuleBook* book);

std::string comparison_text(const ComparisonReport& report);
std::string comparison_json(const ComparisonReport& report);
std::string comparison_csv(const ComparisonReport& report);

}  // namespace assize::api
