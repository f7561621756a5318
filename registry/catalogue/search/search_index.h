// What a search reads of a snapshot, laid out so that all of England is looked through in a moment:
// one small row for each school, one for each placement price of today, and the words. Immutable
// once made; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/money.h"
#include "registry/catalogue/search/choice_sets.h"
#include "registry/catalogue/search/price_lists.h"
#include "registry/catalogue/search/word_index.h"
#include "registry/catalogue/snapshot.h"

namespace assize::registry {

// A placement line that holds today.
struct PlacementOffer {
  pricing::Pounds annual_price;
  pricing::Need need{};
  pricing::Provision provision{};
  std::uint8_t age_from = 0;
  std::uint8_t age_to = 0;
  std::uint32_t fee = 0;  // its place in the school's fees
};

struct SearchRow {
  std::uint32_t first_offer = 0;
  std::uint32_t offers = 0;
  std::uint32_t register_needs = 0;   // a need_bit each
  std::uint16_t offer_needs = 0;      // likewise, of its offers
  std::uint8_t offer_provisions = 0;  // a provision_bit each
  std::uint16_t la = 0;               // its code; 0: none
  std::int8_t age_from = -1;          // by the register; -1: not known
  std::int8_t age_to = -1;
  std::uint8_t type = 0;
  std::uint8_t region = 0;      // its place in SearchIndex::regions
  std::uint8_t inspection = 0;  // the latest's place in inspection_choices
  bool is_listed = false;       // open, or accepted by application and yet to open
  bool section41 = false;
  bool has_position = false;
  GridPoint position;
};

// What the latest inspection may be, as a search asks for it.
inline constexpr std::array<std::string_view, 8> inspection_choices{
    "outstanding", "good",    "requires_improvement", "inadequate",
    "met",         "not_met", "report_card",          "none"};

constexpr std::uint32_t need_bit(pricing::Need need) {
  return std::uint32_t{1} << static_cast<unsigned>(need);
}

constexpr std::uint8_t provision_bit(pricing::Provision provision) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(provision));
}

struct SearchIndex {
  std::vector<SearchRow> rows;  // in the order of the snapshot's schools
  std::vector<PlacementOffer> offers;
  std::vector<std::string> regions;  // the first is ""
  std::shared_ptr<const ChoiceSets> sets;
  std::shared_ptr<const PriceLists> prices;
  // In lower case, in the order of by_name.
  std::shared_ptr<const std::vector<std::string>> names;
  std::vector<std::uint32_t> name_ranks;  // by school: its place in by_name
  std::shared_ptr<const WordIndex> words;

  std::span<const PlacementOffer> offers_of(const SearchRow& row) const {
    return std::span(offers).subspan(row.first_offer, row.offers);
  }
};

// Of the snapshot's schools and fees. Words and names are taken over from the index of `before`
// where its schools have the same texts; it may be null.
std::shared_ptr<const SearchIndex> build_search_index(const Snapshot& snapshot,
                                                      const Snapshot* before);

}  // namespace assize::registry
