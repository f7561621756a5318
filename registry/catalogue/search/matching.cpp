#include "registry/catalogue/search/matching.h"

#include <algorithm>
#include <limits>

#include "registry/catalogue/search/folding.h"
#include "registry/register/files/inspections_file.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

constexpr std::size_t most_words = 100;

int place_of(const std::vector<std::string>& regions, const std::string& region) {
  // One past the last, which no row has, if there is no school in it.
  return static_cast<int>(std::find(regions.begin(), regions.end(), region) - regions.begin());
}

}  // namespace

Matching::Matching(const Snapshot& snapshot, const SchoolFilter& filter,
                   std::optional<GridPoint> near)
    : snapshot_(snapshot),
      rows_(snapshot.index->rows),
      index_(*snapshot.index),
      filter_(filter),
      near_(near),
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
  find_words(index_);
  if (!filter.lot.empty()) find_lot(snapshot);
}

void Matching::find_lot(const Snapshot& snapshot) {
  const std::string_view framework(filter_.lot.data(), filter_.lot.find('/'));
  const std::string_view of_framework = std::string_view(filter_.lot).substr(framework.size() + 1);
  in_lot_.assign(snapshot.schools.size(), false);
  for (std::size_t place = 0; place < snapshot.schools.size(); ++place) {
    for (const CatalogueLot& lot : snapshot.schools[place]->lots) {
      const bool is_it = lot.framework == framework && lot.lot == of_framework;
      if (is_it && lot.is_in_force) in_lot_[place] = true;
    }
  }
}

void Matching::find_words(const SearchIndex& index) {
  std::vector<std::string> asked = folded_words(filter_.text);
  asked.resize(std::min(asked.size(), most_words));
  if (asked.empty()) return;
  words_had_.assign(rows_.size(), 0);
  for (const std::string& word : asked) {
    const auto before = static_cast<std::uint8_t>(words_.size());
    words_.push_back(index.words->find(word));
    index.words->each_school(words_.back(), [&](std::uint32_t school) {
      if (words_had_[school] == before) ++words_had_[school];
    });
  }
}

bool Matching::is_in_reach(std::uint32_t school) const {
  const SearchRow& row = rows_[school];
  if (!row.is_open) return false;
  if (!words_.empty() && words_had_[school] != words_.size()) return false;
  if (!in_lot_.empty() && !in_lot_[school]) return false;
  if (!filter_.inspection.empty() && !has_inspection_met(school)) return false;
  if (!near_ || !filter_.within) return true;
  return row.has_position && filter_.within->reaches(distance_squared(*near_, row.position));
}

bool Matching::is_of_council(std::uint32_t la) const {
  return std::find(councils_.begin(), councils_.end(), la) != councils_.end();
}

bool Matching::has_inspection_met(std::uint32_t school) const {
  const auto& inspections = snapshot_.schools[school]->inspections;
  if (inspections.empty()) return filter_.inspection == "none";
  const Outcome latest = read_outcome(inspections.front().outcome);
  return filter_.inspection == (latest.grade.empty() ? latest.form : latest.grade);
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
