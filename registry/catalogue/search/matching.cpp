#include "registry/catalogue/search/matching.h"

#include <algorithm>
#include <limits>

#include "registry/catalogue/search/folding.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

constexpr std::size_t most_words = 100;

template <typename List, typename Value>
int place_of(const List& list, const Value& value) {
  // One past the last, which no row has, if there is no school with it.
  return static_cast<int>(std::ranges::find(list, value) - list.begin());
}

// Leaves those of the value; none if no school has it.
template <typename Sets, typename Value>
void keep(SchoolSet& schools, const Sets& sets, const Value& value, const SchoolSet& none) {
  const auto found = sets.find(value);
  schools &= found == sets.end() ? none : found->second;
}

}  // namespace

Matching::Matching(const Snapshot& snapshot, const SchoolFilter& filter,
                   std::optional<GridPoint> near)
    : snapshot_(snapshot),
      rows_(snapshot.index->rows),
      index_(*snapshot.index),
      filter_(filter),
      need_(filter.need),
      provision_(filter.provision),
      age_(filter.age.value_or(-1)),
      price_from_(filter.price_from.value_or(pricing::Pounds())),
      price_to_(filter.price_to.value_or(
          pricing::Pounds::from_ten_thousandths(std::numeric_limits<std::int64_t>::max()))),
      needs_a_line_(filter.provision || filter.price_from || filter.price_to ||
                    filter.has_fees.value_or(false)) {
  if (need_) needs_ = need_bit(*need_);
  if (provision_) provisions_ = provision_bit(*provision_);
  if (filter.la) {
    // Schools of a council that was abolished are those of what it became.
    councils_.push_back(filter.la->number());
    for (const pricing::LaCode each : councils_of_today(*filter.la)) {
      councils_.push_back(each.number());
    }
  }
  if (!filter.region.empty()) region_ = place_of(index_.regions, filter.region);
  if (!filter.inspection.empty()) inspection_ = place_of(inspection_choices, filter.inspection);
  find_reach(near);
}

void Matching::find_reach(std::optional<GridPoint> near) {
  const ChoiceSets& sets = *index_.sets;
  in_reach_ = sets.listed;
  if (!filter_.lot.empty()) keep(in_reach_, sets.by_lot, filter_.lot, sets.none);
  if (near && filter_.within) in_reach_ &= sets.within(*filter_.within, *near);
  std::vector<std::string> asked = folded_words(filter_.text);
  asked.resize(std::min(asked.size(), most_words));
  for (const std::string& word : asked) {
    words_.push_back(index_.words->find(word));
    SchoolSet with_word = sets.none;
    index_.words->each_school(words_.back(), [&](std::uint32_t school) { with_word.add(school); });
    in_reach_ &= with_word;
  }
}

SchoolSet Matching::all() const {
  const ChoiceSets& sets = *index_.sets;
  SchoolSet schools = in_reach_;
  leave_other_choices_out(schools);
  if (filter_.has_fees == false) schools -= sets.with_offers;
  if (needs_a_line_ || need_ || age_ >= 0) {
    SchoolSet fitting = prices().up_to(filter_.price_to, price_age());
    if (!needs_a_line_) fitting |= fitting_by_register();
    schools &= fitting;
  }
  if (filter_.price_from || filter_.vacancy) {
    schools.keep_if([this](std::uint32_t school) { return fits_by_fees(rows_[school]); });
  }
  return schools;
}

void Matching::leave_other_choices_out(SchoolSet& schools) const {
  const ChoiceSets& sets = *index_.sets;
  if (filter_.type) {
    keep(schools, sets.by_type, static_cast<std::uint8_t>(*filter_.type), sets.none);
  } else {
    schools &= sets.regulated;
  }
  if (region_ >= 0) {
    keep(schools, sets.by_region, static_cast<std::uint8_t>(region_), sets.none);
  }
  if (inspection_ >= 0) {
    keep(schools, sets.by_inspection, static_cast<std::uint8_t>(inspection_), sets.none);
  }
  if (filter_.section41 == true) schools &= sets.section41;
  if (filter_.section41 == false) schools -= sets.section41;
  if (!filter_.la) return;
  SchoolSet of_councils = sets.none;
  for (const std::uint32_t council : councils_) {
    const auto found = sets.by_council.find(static_cast<std::uint16_t>(council));
    if (found != sets.by_council.end()) of_councils |= found->second;
  }
  schools &= of_councils;
}

SchoolSet Matching::fitting_by_register() const {
  const ChoiceSets& sets = *index_.sets;
  SchoolSet schools = age_ < 0 ? sets.listed : sets.by_register_age[static_cast<std::size_t>(age_)];
  if (need_) schools &= sets.by_register_need[static_cast<std::size_t>(*need_)];
  return schools;
}

bool Matching::is_of_council(std::uint32_t la) const {
  return std::find(councils_.begin(), councils_.end(), la) != councils_.end();
}

std::uint8_t Matching::other_choices(const SearchRow& row) const {
  std::uint8_t failed = 0;
  const auto require = [&failed](bool is_met, Choice choice) {
    if (!is_met) failed |= choice_bit(choice);
  };
  require(filter_.type ? row.type == *filter_.type : pricing::is_regulated_type(row.type),
          Choice::type);
  require(region_ < 0 || row.region == region_, Choice::region);
  require(!filter_.la || is_of_council(row.la), Choice::la);
  require(!filter_.section41 || row.section41 == *filter_.section41, Choice::section41);
  require(inspection_ < 0 || row.inspection == inspection_, Choice::inspection);
  return failed;
}

bool Matching::fits_by_a_line_or_register(const SearchRow& row) const {
  const auto offers = index_.offers_of(row);
  const bool may_fit = (row.offer_needs & needs_) != 0 && (row.offer_provisions & provisions_) != 0;
  if (may_fit && std::any_of(offers.begin(), offers.end(),
                             [&](const PlacementOffer& offer) { return fits(offer); })) {
    return true;
  }
  return !needs_a_line_ && fits_age_by_register(row) &&
         (!need_ || (row.register_needs & need_bit(*need_)) != 0);
}

bool Matching::has_vacancy(const SearchRow& row, std::optional<pricing::Need> need,
                           std::optional<pricing::Provision> provision) const {
  const auto place = static_cast<std::size_t>(&row - rows_.data());
  const auto& vacancies = snapshot_.schools[place]->vacancies;
  return std::any_of(vacancies.begin(), vacancies.end(), [&](const Vacancy& each) {
    return each.vacancies > 0 && !each.is_stale(snapshot_.today) && (!need || each.need == *need) &&
           (!provision || each.provision == *provision) &&
           (age_ < 0 || (each.age_from <= age_ && age_ <= each.age_to));
  });
}

std::uint32_t Matching::needs_on_offer(const SearchRow& row) const {
  if (!has_fees_met(row)) return 0;
  std::uint32_t needs = !needs_a_line_ && fits_age_by_register(row) ? row.register_needs : 0;
  for (const PlacementOffer& offer : index_.offers_of(row)) {
    if ((!provision_ || offer.provision == *provision_) && fits_age_and_price(offer)) {
      needs |= need_bit(offer.need);
    }
  }
  if (!filter_.vacancy) return needs;
  for (std::size_t at = 0; at < pricing::need_codes.size(); ++at) {
    const auto need = static_cast<pricing::Need>(at);
    if (has_vacancy(row, need, provision_) != *filter_.vacancy) needs &= ~need_bit(need);
  }
  return needs;
}

std::uint32_t Matching::provisions_on_offer(const SearchRow& row) const {
  if (!has_fees_met(row)) return 0;
  std::uint32_t provisions = 0;
  for (const PlacementOffer& offer : index_.offers_of(row)) {
    if ((!need_ || offer.need == *need_) && fits_age_and_price(offer)) {
      provisions |= provision_bit(offer.provision);
    }
  }
  if (!filter_.vacancy) return provisions;
  for (std::size_t at = 0; at < pricing::provision_codes.size(); ++at) {
    const auto provision = static_cast<pricing::Provision>(at);
    if (has_vacancy(row, need_, provision) != *filter_.vacancy) {
      provisions &= ~(std::uint32_t{1} << at);
    }
  }
  return provisions;
}

}  // namespace assize::registry
