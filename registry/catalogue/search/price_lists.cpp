#include "registry/catalogue/search/price_lists.h"

#include <algorithm>
#include <bit>

#include "registry/catalogue/search/search_index.h"

namespace assize::registry {
namespace {

// The ages from one to the other, and any age.
std::uint32_t age_bits(int from, int to) {
  std::uint32_t ages = age_bit(-1);
  for (int age = from; age <= std::min(to, greatest_age); ++age) ages |= age_bit(age);
  return ages;
}

// How many prices are looked through at most, one by one.
constexpr std::size_t stride = 2048;

}  // namespace

SchoolSet PriceLists::List::up_to(std::optional<pricing::Pounds> price, std::uint32_t age) const {
  const auto end = price ? std::upper_bound(cheapest.begin(), cheapest.end(), *price,
                                            [](pricing::Pounds wanted, const CheapestPrice& each) {
                                              return wanted < each.price;
                                            })
                         : cheapest.end();
  const std::size_t strides = static_cast<std::size_t>(end - cheapest.begin()) / stride;
  SchoolSet found = strides == 0
                        ? SchoolSet(schools)
                        : so_far[strides - 1][static_cast<std::size_t>(std::countr_zero(age))];
  for (auto at = cheapest.begin() + static_cast<std::ptrdiff_t>(strides * stride); at != end;
       ++at) {
    found.add_if(at->school, (at->ages & age) != 0 ? 1 : 0);
  }
  return found;
}

std::shared_ptr<const PriceLists::List> PriceLists::make_list(std::vector<CheapestPrice> cheapest,
                                                              std::size_t schools) {
  auto list = std::make_shared<List>();
  list->schools = schools;
  std::array<SchoolSet, greatest_age + 2> so_far;
  so_far.fill(SchoolSet(schools));
  for (std::size_t at = 0; at < cheapest.size() / stride * stride; ++at) {
    for (std::uint32_t ages = cheapest[at].ages; ages != 0; ages &= ages - 1) {
      so_far[static_cast<std::size_t>(std::countr_zero(ages))].add(cheapest[at].school);
    }
    if ((at + 1) % stride == 0) list->so_far.push_back(so_far);
  }
  list->cheapest = std::move(cheapest);
  return list;
}

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
    lists_[at] = make_list(std::move(lists[at]), rows.size());
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
    const std::vector<CheapestPrice>& old = lists_[at]->cheapest;
    if (added[at].empty() && std::ranges::none_of(old, is_stale)) continue;
    std::vector<CheapestPrice> kept;
    kept.reserve(old.size() + added[at].size());
    std::ranges::remove_copy_if(old, std::back_inserter(kept), is_stale);
    std::sort(added[at].begin(), added[at].end());
    const auto middle = static_cast<std::ptrdiff_t>(kept.size());
    kept.insert(kept.end(), added[at].begin(), added[at].end());
    std::inplace_merge(kept.begin(), kept.begin() + middle, kept.end());
    lists_[at] = make_list(std::move(kept), rows.size());
  }
}

}  // namespace assize::registry
