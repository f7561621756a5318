#include "pricing/rules/basket.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "pricing/rules/overlaps.h"

namespace assize::pricing {
namespace {

constexpr Columns priced_add_on =
    columns(Column::item, Column::provision, Column::need, Column::age_from, Column::age_to,
            Column::unit, Column::unit_price) |
    period_columns;

// Of hourly lines that would do alike, the nearer: by what they say and not by where they stand, so
// that the order of lines changes nothing.
bool is_nearer(const Offer& one, const Offer& other) {
  const auto order = [](const Offer& offer) {
    return std::tie(offer.age_from, offer.age_to, offer.effective_from, offer.effective_to,
                    offer.unit_price, offer.name, offer.line);
  };
  return order(one) < order(other);
}

bool is_hourly(const Offer& offer, Item item) {
  return offer.item == item && offer.unit == Unit::hour && offer.has(priced_add_on) &&
         runs_forwards(spell_of(offer));
}

constexpr std::size_t pairs_worth_looking_at = 4096;

Spell at_any_time(Spell spell) {
  spell.from = std::numeric_limits<std::int32_t>::min() / 2;
  spell.to = std::numeric_limits<std::int32_t>::max() / 2;
  return spell;
}

}  // namespace

BasketPrices::BasketPrices(std::span<const Offer> offers, std::span<const std::uint32_t> lines,
                           std::span<const BasketItem> basket, Pricing pricing)
    : offers_(offers),
      basket_size_(basket.size()),
      pricing_(pricing),
      prices_(lines.size() * basket.size()) {
  for (std::size_t item = 0; item < basket.size(); ++item) {
    price_item(lines, item, basket[item].item);
  }
}

void BasketPrices::price_item(std::span<const std::uint32_t> lines, std::size_t item, Item code) {
  std::vector<std::uint32_t> open;  // places in `lines` without a price as yet
  open.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (offers_[lines[i]].includes(code)) {
      prices_[i * basket_size_ + item].kind = AddOnPrice::Kind::included;
    } else {
      open.push_back(static_cast<std::uint32_t>(i));
    }
  }
  add_ons_.clear();
  for (std::size_t i = 0; i < offers_.size(); ++i) {
    if (is_hourly(offers_[i], code)) add_ons_.push_back(static_cast<std::uint32_t>(i));
  }
  if (open.empty() || add_ons_.empty()) return;
  std::sort(add_ons_.begin(), add_ons_.end(), [&](std::uint32_t one, std::uint32_t other) {
    return is_nearer(offers_[one], offers_[other]);
  });
  const bool few =
      pricing_ == Pricing::by_looking ||
      (pricing_ == Pricing::by_number && open.size() * add_ons_.size() <= pairs_worth_looking_at);
  few ? price_by_looking(lines, item, open) : price_by_sweep(lines, item, open);
}

// The nearest match first: the same provision before `any`, then the same need before ANY, then a
// line in effect at the same time before one that is not; ages must overlap.
void BasketPrices::price_by_looking(std::span<const std::uint32_t> lines, std::size_t item,
                                    std::span<const std::uint32_t> open) {
  constexpr unsigned none = 8;
  sold_.clear();
  for (const std::uint32_t i : add_ons_) {
    const Offer& add_on = offers_[i];
    sold_.push_back({add_on.provision, add_on.need, add_on.age_from, add_on.age_to});
  }
  for (const std::uint32_t i : open) {
    const Offer& placement = offers_[lines[i]];
    unsigned best = none;
    for (std::size_t a = 0; a < add_ons_.size(); ++a) {
      const Sold& add_on = sold_[a];
      const bool same_need = add_on.need == placement.need;
      if (!same_need && add_on.need != Need::any) continue;
      const bool same_provision = add_on.provision == placement.provision;
      if (!same_provision && add_on.provision != Provision::any) continue;
      if (add_on.age_from > placement.age_to || placement.age_from > add_on.age_to) continue;
      const std::uint32_t candidate = add_ons_[a];
      const bool same_time = overlap(spell_of(offers_[candidate]), spell_of(placement));
      const unsigned distance =
          (same_provision ? 0u : 4u) + (same_need ? 0u : 2u) + (same_time ? 0u : 1u);
      if (distance >= best) continue;
      best = distance;
      prices_[i * basket_size_ + item] = {AddOnPrice::Kind::priced, candidate};
      if (best == 0) break;
    }
  }
}

// The same for any number of lines: placements of one provision and need ask the same groups of
// add-on lines, in the same order.
void BasketPrices::price_by_sweep(std::span<const std::uint32_t> lines, std::size_t item,
                                  std::span<const std::uint32_t> open) {
  std::map<std::pair<Provision, Need>, std::vector<std::uint32_t>> asking;
  std::map<std::pair<Provision, Need>, std::vector<std::uint32_t>> sold;
  for (const std::uint32_t i : open) {
    const Offer& placement = offers_[lines[i]];
    asking[{placement.provision, placement.need}].push_back(i);
  }
  for (const std::uint32_t i : add_ons_) sold[{offers_[i].provision, offers_[i].need}].push_back(i);
  for (auto& [kind, placements] : asking) {
    for (const Provision provision : {kind.first, Provision::any}) {
      for (const Need need : {kind.second, Need::any}) {
        const auto group = sold.find({provision, need});
        if (group == sold.end()) continue;
        settle(lines, item, group->second, true, placements);
        settle(lines, item, group->second, false, placements);
      }
    }
  }
}

// Prices those that are asking for which one of the candidates will do; the rest go on asking.
void BasketPrices::settle(std::span<const std::uint32_t> lines, std::size_t item,
                          std::span<const std::uint32_t> candidates, bool same_time,
                          std::vector<std::uint32_t>& asking) {
  if (asking.empty()) return;
  std::vector<Spell> spells;
  std::vector<Spell> queries;
  for (const std::uint32_t i : candidates) spells.push_back(spell_of(offers_[i]));
  for (const std::uint32_t i : asking) {
    const Spell spell = spell_of(offers_[lines[i]]);
    queries.push_back(same_time ? spell : at_any_time(spell));
  }
  const std::vector<std::uint32_t> found = first_overlaps(spells, queries);
  std::vector<std::uint32_t> left;
  for (std::size_t q = 0; q < asking.size(); ++q) {
    if (found[q] == no_overlap) {
      left.push_back(asking[q]);
    } else {
      prices_[asking[q] * basket_size_ + item] = {AddOnPrice::Kind::priced, candidates[found[q]]};
    }
  }
  asking = std::move(left);
}

}  // namespace assize::pricing
