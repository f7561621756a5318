// Searching the catalogue: schools by words, need, provision, age, distance, council, type,
// approval and price, in a stable order, page by page, with counts for the choices not made. Reads
// only the snapshot it is given. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/money.h"
#include "pricing/result.h"
#include "registry/catalogue/snapshot.h"
#include "registry/geography/grid.h"

namespace assize::registry {

enum class SchoolOrder { name, urn, price, distance };

struct SchoolFilter {
  // Every word is in the name, town, postcode, provider or group, whatever its capitals, accents
  // and punctuation. A word that no school has is taken for a slip, if one is near enough.
  std::string text;
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
  std::string inspection;       // the latest's grade, report_card, or none; empty: any
  std::optional<bool> vacancy;  // places free, by a statement that is not stale
  std::string lot;              // "FRAMEWORK/LOT": admitted to it today
  std::string near;             // a postcode, an outward code, or "easting,northing"
  std::optional<Miles> within;  // of `near`, in a straight line
  bool operator==(const SchoolFilter&) const = default;
};

struct SchoolSearch {
  SchoolFilter filter;
  SchoolOrder order = SchoolOrder::name;
  std::string cursor;  // of the page before; empty for the first
  std::size_t limit = 20;
  bool with_facets = false;
};

// Query parameters as they came, decoded: text need provision age la type section41 region
// price_from price_to has_fees inspection vacancy lot near within sort cursor limit facets.
// Every bad,
// repeated or unknown one is a fault, its place the parameter's name. An empty value is as if it
// were left out.
Result<SchoolSearch> parse_school_search(
    const std::vector<std::pair<std::string, std::string>>& parameters);

struct PriceRange {
  pricing::Pounds from, to;
  std::vector<std::string_view> lines;  // the school's fee lines, in order
};

// How a word of the search was met: by which of the school's own words.
struct WordMet {
  std::string word;
  std::string by;
  bool is_exact = true;  // false: a slip was allowed for
};

struct SchoolHit {
  std::shared_ptr<const CatalogueSchool> school;
  std::shared_ptr<const std::string> text;  // the snapshot's; null if it has none
  // Yearly prices of the placement lines that hold today and match need, provision, age and price;
  // none where no line does.
  std::optional<PriceRange> prices;
  std::optional<Miles> distance;  // from `near`; none if it was not given
  std::vector<WordMet> words;
  std::optional<CatalogueLot> lot;  // the one asked for
};

struct FacetCount {
  std::string value;  // as the parameter takes it
  std::string name;   // for people
  std::size_t schools = 0;
};

// How many schools would match if this choice alone were made otherwise: for each parameter, its
// values with at least one school, the most first.
struct Facets {
  std::vector<FacetCount> need, provision, type, region, la, section41, inspection;
};

struct SchoolPage {
  std::vector<SchoolHit> schools;
  std::size_t matching = 0;         // on all pages
  std::optional<std::string> next;  // the cursor of the next page; none on the last
  std::optional<Facets> facets;     // if they were asked for
  std::optional<Located> near;      // where `near` is
};

// Schools that match and are open, or were accepted by application and are yet to open. With
// provision, price or has_fees, a school matches by a placement line
// that holds today and fits all of need, provision, age and price; else need and age may also be
// met by what the register says of the school. A vacancy is one for the need, provision and age
// that are asked for. Pages follow the last school shown, so that a school
// that comes or goes between two pages neither repeats nor hides another. A fault, its place
// "near" or "lot", if it is not known where that is, or no framework has such a lot.
Result<SchoolPage> search_schools(const Snapshot& snapshot, const SchoolSearch& search);

}  // namespace assize::registry
