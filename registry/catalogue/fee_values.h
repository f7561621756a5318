// The fees in force on a day as the values that pricing works on: for impact, and for comparisons.
// What they point to is the snapshot's, which must outlive them. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "pricing/comparison/compare_schools.h"
#include "pricing/impact/market.h"
#include "registry/catalogue/snapshot.h"

namespace assize::registry {

struct ProviderName {
  std::string id;
  std::string name;
};

// The market, and the names behind its places and tags.
struct NamedMarket {
  pricing::ImpactMarket market;
  std::vector<const CatalogueSchool*> schools;  // as in the market; those with fees alone
  std::vector<const CatalogueFee*> fees;        // as its lines
  std::vector<ProviderName> providers;          // by tag
  std::vector<std::string> groups;
  std::vector<std::string> regions;
};
NamedMarket impact_market(const Snapshot& snapshot, pricing::Date as_at);

// The school's fees; `fees` are theirs, in the same order. Items that `items` lacks are added to
// it; what does not fit (it holds 64) is left out.
struct NamedOffers {
  pricing::SchoolOffers offers;
  std::vector<const CatalogueFee*> fees;
};
NamedOffers school_offers(const CatalogueSchool& school, pricing::Date as_at,
                          pricing::ItemCodes& items);

}  // namespace assize::registry
