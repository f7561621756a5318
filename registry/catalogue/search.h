// Searching the catalogue: schools by words, need, provision, age, council, type, approval and
// price, in a stable order, page by page. Reads only the snapshot it is given. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/money.h"
#include "pricing/result.h"
#include "registry/catalogue/snapshot.h"

namespace assize::registry {

enum class SchoolOrder { name, urn, price };

struct SchoolFilter {
  std::string text;  // every word is in the name, town, postcode, provider or group
  std::optional<pricing::Need> need;
  std::optional<pricing::Provision> provision;
  std::optional<int> age;
  std::optional<pricing::LaCode> la;
  std::optional<int> type;  // left out: the regulated types
  std::optional<bool> section41;
  std::string region;
  std::optional<pricing::Pounds> price_from;  // of a year's placement, as at the snapshot's day
  std::optional<pricing::Pounds> price_to;
  std::optional<bool> has_fees;
  bool operator==(const SchoolFilter&) const = default;
};

struct SchoolSearch {
  SchoolFilter filter;
  SchoolOrder order = SchoolOrder::name;
  std::string cursor;  // of the page before; empty for the first
  std::size_t limit = 20;
};

// Query parameters as they came, decoded: text need provision age la type section41 region
// price_from price_to has_fees sort cursor limit. Every bad, repeated or unknown one is a fault,
// its place the parameter's name. An empty value is as if it were left out.
Result<SchoolSearch> parse_school_search(
    const std::vector<std::pair<std::string, std::string>>& parameters);

struct PriceRange {
  pricing::Pounds from, to;
  std::size_t lines = 0;
};

struct SchoolHit {
  std::shared_ptr<const CatalogueSchool> school;
  // Yearly prices of the placement lines that hold today and match need, provision, age and price;
  // none where no line does.
  std::optional<PriceRange> prices;
};

struct SchoolPage {
  std::vector<SchoolHit> schools;
  std::size_t matching = 0;         // on all pages
  std::optional<std::string> next;  // the cursor of the next page; none on the last
};

// Open schools that match. With provision, price or has_fees, a school matches by a placement line
// that holds today and fits all of need, provision, age and price; else need and age may also be
// met by what the register says of the school. Pages follow the last school shown, so that a school
// that comes or goes between two pages neither repeats nor hides another.
SchoolPage search_schools(const Snapshot& snapshot, const SchoolSearch& search);

}  // namespace assize::registry
