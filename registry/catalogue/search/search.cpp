#include "registry/catalogue/search/search.h"

#include <algorithm>
#include <limits>

#include "registry/catalogue/reading/read_schools.h"
#include "registry/catalogue/search/cursor.h"
#include "registry/catalogue/search/facets.h"
#include "registry/catalogue/search/folding.h"
#include "registry/catalogue/search/matching.h"

namespace assize::registry {
namespace {

// Places in the snapshot's schools.
using Places = std::vector<std::uint32_t>;

struct KeyedPlace {
  std::int64_t key;
  std::uint32_t place;
  auto operator<=>(const KeyedPlace&) const = default;
};
constexpr std::int64_t no_key = std::numeric_limits<std::int64_t>::max();  // comes last

// One search of one snapshot.
class Searching {
 public:
  Searching(const Snapshot& snapshot, const SchoolSearch& search, std::optional<Located> near)
      : snapshot_(snapshot),
        search_(search),
        near_(near),
        matching_(snapshot, search.filter, near ? std::optional(near->point) : std::nullopt),
        digest_(search_digest(search.filter, search.order)),
        after_(read_cursor(digest_, search.cursor)) {}

  SchoolPage page() {
    SchoolPage page;
    page.near = near_;
    fits_ = matching_.all();
    page.matching = matching_count_ = fits_.count();
    Places shown = next_places();
    const bool is_last = shown.size() <= search_.limit;
    if (!is_last) shown.pop_back();
    for (const std::uint32_t place : shown) page.schools.push_back(hit(place));
    if (!is_last)
      page.next = write_cursor(digest_, search_place(page.schools.back(), shown.back()));
    if (search_.with_facets) page.facets = count_facets(snapshot_, matching_);
    return page;
  }

 private:
  // What the page shows, and one more if there is more.
  Places next_places() {
    switch (search_.order) {
      case SchoolOrder::name:
        return next_by_name();
      case SchoolOrder::urn:
        return next_by_urn();
      case SchoolOrder::price:
        if (is_few(matching_.prices().cheapest.size(), offers_each()) ||
            search_.filter.price_from) {
          return next_by_key([this](std::uint32_t place) { return least_price(place); });
        }
        return next_by_price();
      case SchoolOrder::distance:
        break;
    }
    return next_by_key([this](std::uint32_t place) { return distance_key(place); });
  }

  // Whether it costs less to sort what matches than to look through a list of all, of that length,
  // until a page is full; `of_each` is the cost of a school's key.
  bool is_few(std::size_t list_size, std::size_t of_each) const {
    return matching_count_ * matching_count_ * of_each < list_size * search_.limit;
  }
  std::size_t offers_each() const {
    const SearchIndex& index = *snapshot_.index;
    return index.rows.empty() ? 1 : index.offers.size() / index.rows.size() + 1;
  }

  Places next_by_name() {
    const std::vector<std::string>& names = *snapshot_.index->names;
    std::size_t at = 0;
    if (after_) {
      at = static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), after_->key) -
                                    names.begin());
      while (at < names.size() && names[at] == after_->key &&
             snapshot_.schools[snapshot_.by_name[at]]->urn.number() <= after_->urn) {
        ++at;
      }
    }
    Places shown;
    if (is_few(names.size(), 1)) {
      const std::vector<std::uint32_t>& ranks = snapshot_.index->name_ranks;
      Places left;
      fits_.each([&](std::uint32_t place) {
        if (ranks[place] >= at) left.push_back(ranks[place]);
      });
      keep_least(left);
      for (const std::uint32_t rank : left) shown.push_back(snapshot_.by_name[rank]);
      return shown;
    }
    for (; at < names.size() && shown.size() <= search_.limit; ++at) {
      if (fits_.has(snapshot_.by_name[at])) shown.push_back(snapshot_.by_name[at]);
    }
    return shown;
  }

  Places next_by_urn() {
    Places left;
    fits_.each([&](std::uint32_t place) {
      if (left.size() <= search_.limit && is_after(0, place)) left.push_back(place);
    });
    return left;
  }

  // The list has each matching school once, the cheapest first; those it lacks have no price.
  Places next_by_price() {
    Places shown;
    const std::vector<CheapestPrice>& list = matching_.prices().cheapest;
    const std::uint32_t age = matching_.price_age();
    auto at = list.begin();
    if (after_) {
      const std::int64_t key = key_of_cursor(after_->key);
      at = std::lower_bound(list.begin(), list.end(), key,
                            [](const CheapestPrice& each, auto wanted) {
                              return each.price.ten_thousandths() < wanted;
                            });
    }
    for (; at != list.end() && shown.size() <= search_.limit; ++at) {
      if ((at->ages & age) == 0 || !fits_.has(at->school)) continue;
      if (is_after(at->price.ten_thousandths(), at->school)) shown.push_back(at->school);
    }
    if (shown.size() > search_.limit) return shown;
    SchoolSet without_price = fits_;
    without_price -= matching_.with_a_price();
    without_price.each([&](std::uint32_t place) {
      if (shown.size() <= search_.limit && is_after(no_key, place)) shown.push_back(place);
    });
    return shown;
  }

  // Leaves the least, sorted: what a page shows and one more.
  template <typename Value>
  void keep_least(std::vector<Value>& values) const {
    const std::size_t count = std::min(values.size(), search_.limit + 1);
    std::partial_sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count),
                      values.end());
    values.resize(count);
  }

  template <typename Key>
  Places next_by_key(Key key_of) {
    std::vector<KeyedPlace> left;
    fits_.each([&](std::uint32_t place) {
      const std::int64_t key = key_of(place);
      if (is_after(key, place)) left.push_back({key, place});
    });
    keep_least(left);
    Places shown;
    for (const KeyedPlace& each : left) shown.push_back(each.place);
    return shown;
  }

  bool is_after(std::int64_t key, std::uint32_t place) const {
    if (!after_) return true;
    const std::int64_t shown = key_of_cursor(after_->key);
    return key != shown ? key > shown : snapshot_.schools[place]->urn.number() > after_->urn;
  }

  std::int64_t least_price(std::uint32_t place) const {
    std::int64_t least = no_key;
    const SearchRow& row = snapshot_.index->rows[place];
    for (const PlacementOffer& offer : snapshot_.index->offers_of(row)) {
      if (!matching_.fits(offer)) continue;
      least = std::min(least, offer.annual_price.ten_thousandths());
    }
    return least;
  }

  std::int64_t distance_key(std::uint32_t place) const {
    const SearchRow& row = snapshot_.index->rows[place];
    return row.has_position ? distance_squared(near_->point, row.position) : no_key;
  }

  SearchPlace search_place(const SchoolHit& hit, std::uint32_t place) const {
    const std::uint32_t urn = hit.school->urn.number();
    switch (search_.order) {
      case SchoolOrder::name:
        return {lower_case(hit.school->name), urn};
      case SchoolOrder::price:
        return {cursor_key(least_price(place)), urn};
      case SchoolOrder::distance:
        return {cursor_key(distance_key(place)), urn};
      case SchoolOrder::urn:
        break;
    }
    return {"", urn};
  }

  SchoolHit hit(std::uint32_t place) const {
    SchoolHit hit;
    hit.school = snapshot_.schools[place];
    if (!snapshot_.texts.empty()) hit.text = snapshot_.texts[place];
    const SearchRow& row = snapshot_.index->rows[place];
    for (const PlacementOffer& offer : snapshot_.index->offers_of(row)) {
      if (!matching_.fits(offer)) continue;
      if (!hit.prices) hit.prices = PriceRange{offer.annual_price, offer.annual_price, {}};
      hit.prices->from = std::min(hit.prices->from, offer.annual_price);
      hit.prices->to = std::max(hit.prices->to, offer.annual_price);
      hit.prices->lines.push_back(hit.school->fees[offer.fee].line);
    }
    if (near_ && hit.school->position) {
      hit.distance = Miles::nearest(distance_squared(near_->point, *hit.school->position));
    }
    explain_words(hit);
    for (const CatalogueLot& lot : hit.school->lots) {
      if (lot.is_in_force && lot.framework + '/' + lot.lot == search_.filter.lot) hit.lot = lot;
    }
    return hit;
  }

  void explain_words(SchoolHit& hit) const {
    if (matching_.words().empty()) return;
    const std::vector<std::string> own = folded_words(hit.school->search_text);
    for (const WordIndex::Found& found : matching_.words()) {
      const auto met = std::find_if(own.begin(), own.end(), [&](const std::string& word) {
        if (found.is_exact) return word.find(found.word) != std::string::npos;
        return std::any_of(found.words.begin(), found.words.end(), [&](std::uint32_t number) {
          return snapshot_.index->words->word(number) == word;
        });
      });
      if (met != own.end()) hit.words.push_back({found.word, *met, found.is_exact});
    }
  }

  const Snapshot& snapshot_;
  const SchoolSearch& search_;
  const std::optional<Located> near_;
  const Matching matching_;
  const std::string digest_;
  const std::optional<SearchPlace> after_;
  SchoolSet fits_;
  std::size_t matching_count_ = 0;
};

bool has_lot(const Snapshot& snapshot, const std::string& lot) {
  const std::size_t stroke = lot.find('/');
  return std::any_of(snapshot.frameworks.begin(), snapshot.frameworks.end(),
                     [&](const Framework& framework) {
                       return framework.id == lot.substr(0, stroke) &&
                              framework.find_lot(lot.substr(stroke + 1)) != nullptr;
                     });
}

}  // namespace

Result<SchoolPage> search_schools(const Snapshot& snapshot, const SchoolSearch& search) {
  if (const std::string& lot = search.filter.lot; !lot.empty() && !has_lot(snapshot, lot)) {
    return Fault{"lot", "No framework has the lot " + lot + ". /v1/frameworks lists them."};
  }
  std::optional<Located> near;
  if (const std::string& text = search.filter.near; !text.empty()) {
    if (const auto point = parse_grid_point(text)) {
      near = Located{*point, true};
    } else {
      near = snapshot.postcodes->find(text);
    }
    if (!near) {
      return Fault{"near",
                   "It is not known where this postcode is. Try the postcode of a town nearby, its "
                   "first half alone (such as YO10), or an easting and northing (such as "
                   "460000,452000)."};
    }
  }
  return Searching(snapshot, search, near).page();
}

}  // namespace assize::registry
