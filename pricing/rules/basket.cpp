#include "pricing/rules/basket.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "pricing/rules/overlaps.h"

namespace assize::pricing {
namespace {

constexpr Columns priced_add_on =
    columns(Column::item, Column::provision, Column::need, Column::age_from, Column::age_to,
            Column::unit, Column::unit_price) |
    period_columns;

// The hourly lines of one add-on, the nearest first where more than one would do: by what they say
// and not by where they stand, so that the order of lines changes nothing.
std::vector<std::uint32_t> hourly_lines(std::span<const Offer> offers, Item item) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const Offer& offer = offers[i];
    if (offer.item == item && offer.unit == Unit::hour && offer.has(priced_add_on) &&
        runs_forwards(spell_of(offer))) {
      out.push_back(static_cast<std::uint32_t>(i));
    }
  }
  const auto order = [&](std::uint32_t i) {
    const Offer& offer = offers[i];
    return std::tie(offer.age_from, offer.age_to, offer.effective_from, offer.effective_to,
                    offer.unit_price, offer.name, offer.line);
  };
  std::sort(out.begin(), out.end(),
            [&](std::uint32_t one, std::uint32_t other) { return order(one) < order(other); });
  return out;
}

Spell at_any_time(Spell spell) {
  spell.from = std::numeric_limits<std::int32_t>::min() / 2;
  spell.to = std::numeric_limits<std::int32_t>::max() / 2;
  return spell;
}

}  // namespace

BasketPrices::BasketPrices(std::span<const Offer> offers, std::span<const std::uint32_t> lines,
                           std::span<const BasketItem> basket)
    : offers_(offers), basket_size_(basket.size()), prices_(lines.size() * basket.size()) {
  for (std::size_t item = 0; item < basket.size(); ++item) {
    price_item(lines, item, basket[item].item);
  }
}

// The nearest match first: the same provision before `any`, then the same need before ANY, then a
// line in effect at the same time before one that is not; ages must overlap.
void BasketPrices::price_item(std::span<const std::uint32_t> lines, std::size_t item, Item code) {
  std::vector<std::uint32_t> open;  // places in `lines` without a price as yet
  for (std::size_t i = 0; i < lines.size(); ++i) {
    AddOnPrice& price = prices_[i * basket_size_ + item];
    if (offers_[lines[i]].includes(code)) {
      price.kind = AddOnPrice::Kind::included;
    } else {
      open.push_back(static_cast<std::uint32_t>(i));
    }
  }
  if (open.empty()) return;
  const std::vector<std::uint32_t> add_ons = hourly_lines(offers_, code);
  if (add_ons.empty()) return;

  std::vector<Spell> spells;
  std::vector<Spell> queries;
  const auto settle = [&](Provision provision, Need need, std::span<const std::uint32_t> group,
                          bool same_time, std::vector<std::uint32_t>& asking) {
    std::vector<std::uint32_t> candidates;
    for (const std::uint32_t i : group) {
      if (offers_[i].provision == provision && offers_[i].need == need) candidates.push_back(i);
    }
    if (candidates.empty() || asking.empty()) return;
    spells.clear();
    queries.clear();
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
  };

  // Placement lines of one provision and need ask the same groups in the same order.
  std::vector<std::vector<std::uint32_t>> classes(provision_codes.size() * need_codes.size());
  for (const std::uint32_t i : open) {
    const Offer& placement = offers_[lines[i]];
    classes[static_cast<std::size_t>(placement.provision) * need_codes.size() +
            static_cast<std::size_t>(placement.need)]
        .push_back(i);
  }
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const auto provision = static_cast<Provision>(c / need_codes.size());
    const auto need = static_cast<Need>(c % need_codes.size());
    for (const Provision sold_for : {provision, Provision::any}) {
      for (const Need sold_to : {need, Need::any}) {
        for (const bool same_time : {true, false}) {
          settle(sold_for, sold_to, add_ons, same_time, classes[c]);
        }
      }
    }
  }
}

}  // namespace assize::pricing
