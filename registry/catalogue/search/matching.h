// Whether a school matches a search, by the search index's rows alone. Made for one search;
// immutable; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "registry/catalogue/search/search.h"
#include "registry/catalogue/search/search_index.h"

namespace assize::registry {

// The choices for whose values schools are counted.
enum class Choice : std::uint8_t { need, provision, type, region, la, section41, inspection };
constexpr std::uint8_t choice_bit(Choice choice) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(choice));
}

class Matching {
 public:
  // `near` is where the filter's `near` is.
  Matching(const Snapshot& snapshot, const SchoolFilter& filter, std::optional<GridPoint> near);

  // Every school that matches.
  SchoolSet all() const;
  // Apart from the choices: listed, has the words, in the lot, near enough.
  const SchoolSet& in_reach() const { return in_reach_; }
  // The list whose prices are those of the search's need and provision.
  const PriceLists::List& prices() const { return index_.prices->of(need_, provision_); }
  std::uint32_t price_age() const { return age_bit(age_); }
  SchoolSet with_a_price() const { return prices().up_to({}, price_age()); }
  // Which of type, region, la, section41 and inspection the row does not meet, a choice_bit each.
  std::uint8_t other_choices(const SearchRow& row) const;
  // By a line, or by the register where that will do.
  bool fits_by_fees(const SearchRow& row) const {
    return has_fees_met(row) && fits_by_a_line_or_register(row) && has_vacancy_met(row);
  }
  bool fits(const PlacementOffer& offer) const {
    return (!need_ || offer.need == *need_) && (!provision_ || offer.provision == *provision_) &&
           fits_age_and_price(offer);
  }
  // The needs, a need_bit each, for which the school would fit by its fees if the need were left
  // open; likewise the provisions, a bit each.
  std::uint32_t needs_on_offer(const SearchRow& row) const;
  std::uint32_t provisions_on_offer(const SearchRow& row) const;

  const std::vector<WordIndex::Found>& words() const { return words_; }

 private:
  bool fits_age_and_price(const PlacementOffer& offer) const {
    return (age_ < 0 || (offer.age_from <= age_ && age_ <= offer.age_to)) &&
           offer.annual_price >= price_from_ && offer.annual_price <= price_to_;
  }
  bool fits_by_a_line_or_register(const SearchRow& row) const;
  bool has_fees_met(const SearchRow& row) const {
    return !filter_.has_fees || *filter_.has_fees == (row.offers > 0);
  }
  bool fits_age_by_register(const SearchRow& row) const {
    return age_ < 0 ||
           (row.age_from >= 0 && row.age_to >= 0 && row.age_from <= age_ && age_ <= row.age_to);
  }
  // Whether the school has places free, or has none, for the need and the provision; none of
  // either: for any.
  bool has_vacancy(const SearchRow& row, std::optional<pricing::Need> need,
                   std::optional<pricing::Provision> provision) const;
  bool has_vacancy_met(const SearchRow& row) const {
    return !filter_.vacancy || has_vacancy(row, need_, provision_) == *filter_.vacancy;
  }
  bool is_of_council(std::uint32_t la) const;
  void find_reach(std::optional<GridPoint> near);
  void leave_other_choices_out(SchoolSet& schools) const;
  SchoolSet fitting_by_register() const;

  const Snapshot& snapshot_;
  const std::vector<SearchRow>& rows_;
  const SearchIndex& index_;
  const SchoolFilter& filter_;
  std::vector<WordIndex::Found> words_;
  SchoolSet in_reach_;
  std::optional<pricing::Need> need_;
  std::optional<pricing::Provision> provision_;
  std::uint32_t needs_ = ~std::uint32_t{0};  // what an offer may be for
  std::uint32_t provisions_ = ~std::uint32_t{0};
  int age_ = -1;
  pricing::Pounds price_from_;
  pricing::Pounds price_to_;
  std::vector<std::uint32_t> councils_;  // the one asked for and what it became
  int region_ = -1;                      // its place; -1: any
  int inspection_ = -1;                  // likewise
  bool needs_a_line_ = false;
};

}  // namespace assize::registry
