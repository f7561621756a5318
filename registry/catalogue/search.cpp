#include "registry/catalogue/search.h"

#include <algorithm>
#include <string_view>

#include "registry/catalogue/reading/read_schools.h"
#include "registry/catalogue/search_cursor.h"

namespace assize::registry {
namespace {

using pricing::Pounds;
using SchoolPointer = std::shared_ptr<const CatalogueSchool>;

std::vector<std::string> words_of(const std::string& text) {
  const std::string lower = lower_case(text);
  std::vector<std::string> words;
  for (std::size_t at = 0; (at = lower.find_first_not_of(" \t\r\n", at)) != std::string::npos;) {
    const std::size_t end = std::min(lower.find_first_of(" \t\r\n", at), lower.size());
    words.push_back(lower.substr(at, end - at));
    at = end;
  }
  return words;
}

bool fits(const CatalogueFee& fee, const SchoolFilter& filter) {
  return fee.item == "placement" && (!filter.need || fee.need == *filter.need) &&
         (!filter.provision || fee.provision == *filter.provision) &&
         (!filter.age || (fee.age_from <= *filter.age && *filter.age <= fee.age_to)) &&
         (!filter.price_from || fee.annual_price >= *filter.price_from) &&
         (!filter.price_to || fee.annual_price <= *filter.price_to);
}

std::optional<PriceRange> fitting_prices(const CatalogueSchool& school,
                                         const SchoolFilter& filter) {
  std::optional<PriceRange> range;
  for (const std::size_t place : school.fees_today) {
    const CatalogueFee& fee = school.fees[place];
    if (!fits(fee, filter)) continue;
    if (!range) range = PriceRange{fee.annual_price, fee.annual_price, 0};
    range->from = std::min(range->from, fee.annual_price);
    range->to = std::max(range->to, fee.annual_price);
    ++range->lines;
  }
  return range;
}

bool sells_placements(const CatalogueSchool& school) {
  return std::any_of(school.fees_today.begin(), school.fees_today.end(),
                     [&](std::size_t place) { return school.fees[place].item == "placement"; });
}

bool fits_by_register(const CatalogueSchool& school, const SchoolFilter& filter) {
  if (filter.need &&
      std::find(school.needs.begin(), school.needs.end(), *filter.need) == school.needs.end()) {
    return false;
  }
  if (!filter.age) return true;
  return school.age_from && school.age_to && *school.age_from <= *filter.age &&
         *filter.age <= *school.age_to;
}

bool fits_apart_from_fees(const CatalogueSchool& school, const SchoolFilter& filter,
                          const std::vector<std::string>& words) {
  if (!school.is_open) return false;
  if (filter.type ? school.type_code != *filter.type
                  : !pricing::is_regulated_type(school.type_code)) {
    return false;
  }
  return (!filter.la || school.la == filter.la) &&
         (filter.region.empty() || school.region == filter.region) &&
         (!filter.section41 || school.section41 == *filter.section41) &&
         std::all_of(words.begin(), words.end(), [&](const std::string& word) {
           return school.search_text.find(word) != std::string::npos;
         });
}

bool fits_by_fees(const CatalogueSchool& school, const SchoolFilter& filter,
                  const std::optional<PriceRange>& prices) {
  if (filter.has_fees && *filter.has_fees != sells_placements(school)) return false;
  const bool needs_a_line =
      filter.provision || filter.price_from || filter.price_to || filter.has_fees.value_or(false);
  return prices.has_value() || (!needs_a_line && fits_by_register(school, filter));
}

SearchPlace place_of(const SchoolHit& hit, SchoolOrder order) {
  switch (order) {
    case SchoolOrder::name:
      return {lower_case(hit.school->name), hit.school->urn.number()};
    case SchoolOrder::price:
      return {price_key(hit.prices), hit.school->urn.number()};
    case SchoolOrder::urn:
      break;
  }
  return {"", hit.school->urn.number()};
}

// Every school that matches, in the search's order.
std::vector<SchoolHit> all_hits(const Snapshot& snapshot, const SchoolSearch& search) {
  const std::vector<std::string> words = words_of(search.filter.text);
  std::vector<SchoolHit> hits;
  const auto consider = [&](const SchoolPointer& school) {
    if (!fits_apart_from_fees(*school, search.filter, words)) return;
    const auto prices = fitting_prices(*school, search.filter);
    if (fits_by_fees(*school, search.filter, prices)) hits.push_back({school, prices});
  };
  if (search.order == SchoolOrder::name) {
    for (const std::uint32_t place : snapshot.by_name) consider(snapshot.schools[place]);
  } else {
    for (const SchoolPointer& school : snapshot.schools) consider(school);
  }
  if (search.order == SchoolOrder::price) {
    // Schools stand by URN already, and a stable sort keeps them so among equal prices.
    std::stable_sort(hits.begin(), hits.end(), [](const SchoolHit& left, const SchoolHit& right) {
      if (!left.prices || !right.prices) return left.prices && !right.prices;
      return left.prices->from < right.prices->from;
    });
  }
  return hits;
}

}  // namespace

SchoolPage search_schools(const Snapshot& snapshot, const SchoolSearch& search) {
  std::vector<SchoolHit> hits = all_hits(snapshot, search);
  const std::string digest = search_digest(search.filter, search.order);
  auto begin = hits.begin();
  if (const auto after = read_cursor(digest, search.cursor)) {
    begin = std::upper_bound(hits.begin(), hits.end(), *after,
                             [&](const SearchPlace& place, const SchoolHit& hit) {
                               return place < place_of(hit, search.order);
                             });
  }
  const auto left = static_cast<std::size_t>(hits.end() - begin);
  const auto end = begin + static_cast<std::ptrdiff_t>(std::min(left, search.limit));
  SchoolPage page;
  page.matching = hits.size();
  page.schools.assign(begin, end);
  if (end != hits.end() && !page.schools.empty()) {
    page.next = write_cursor(digest, place_of(page.schools.back(), search.order));
  }
  return page;
}

}  // namespace assize::registry
