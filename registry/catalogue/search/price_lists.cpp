#include "registry/catalogue/search/price_lists.h"

#include <algorithm>

#include "registry/catalogue/search/search_index.h"

namespace assize::registry {
namespace {

// The ages from one to the other, and any age.
std::uint32_t age_bits(int from, int to) {
  std::uint32_t ages = age_bit(-1);
  for (int age = from; age <= std::min(to, greatest_age); ++age) ages |= age_bit(age);
  return ages;
}

}  // namespace

std::size_t PriceLists::place(std::optional<pricing::Need> need,
                              std::optional<pricing::Provision> provision) {
  const std::size_t of_need = need ? static_cast<std::size_t>(*need) + 1 : 0;
  return of_need * provisions + (provision ? static_cast<std::size_t>(*provision) + 1 : 0);
}

void PriceLists::add_school(std::uint32_t school, const SearchRow& row,
                            std::span<const PlacementOffer> offers, Lists& lists) {
  const auto own = offers.subspan(row.first_offer, row.offers);
  std::vector<PlacementOffer> cheapest_first(own.begin(), own.end());
  std::sort(cheapest_first.begin(), cheapest_first.end(), [](const auto& left, const auto& right) {
    return left.annual_price < right.annual_price;
  });
  std::array<std::uint32_t, count> seen{};  // by list: the ages with a cheaper price
  for (const PlacementOffer& offer : cheapest_first) {
    const std::uint32_t ages = age_bits(offer.age_from, offer.age_to);
    for (const std::size_t list : {place(offer.need, offer.provision), place(offer.need, {}),
                                   place({}, offer.provision), place({}, {})}) {
      const std::uint32_t now = ages & ~seen[list];
      seen[list] |= ages;
      if (now != 0) lists[list].push_back({offer.annual_price, school, now});
    }
  }
}

PriceLists::PriceLists(std::span<const SearchRow> rows, std::span<const PlacementOffer> offers) {
  Lists lists;
  for (std::uint32_t school = 0; school < rows.size(); ++school) {
    add_school(school, rows[school], offers, lists);
  }
  for (std::size_t at = 0; at < count; ++at) {
    std::sort(lists[at].begin(), lists[at].end());
    lists_[at] = std::make_shared<const List>(std::move(lists[at]));
  }
}

PriceLists::PriceLists(const PriceLists& before, std::span<const std::uint32_t> changed,
                       std::span<const SearchRow> rows, std::span<const PlacementOffer> offers)
    : lists_(before.lists_) {
  Lists added;
  std::vector<bool> is_changed(rows.size());
  for (const std::uint32_t school : changed) {
    add_school(school, rows[school], offers, added);
    is_changed[school] = true;
  }
  for (std::size_t at = 0; at < count; ++at) {
    const auto is_stale = [&](const CheapestPrice& each) { return is_changed[each.school]; };
    if (added[at].empty() && std::ranges::none_of(*lists_[at], is_stale)) continue;
    List kept;
    kept.reserve(lists_[at]->size() + added[at].size());
    std::ranges::remove_copy_if(*lists_[at], std::back_inserter(kept), is_stale);
    std::sort(added[at].begin(), added[at].end());
    const auto middle = static_cast<std::ptrdiff_t>(kept.size());
    kept.insert(kept.end(), added[at].begin(), added[at].end());
    std::inplace_merge(kept.begin(), kept.begin() + middle, kept.end());
    lists_[at] = std::make_shared<const List>(std::move(kept));
  }
}

}  // namespace assize::registry
