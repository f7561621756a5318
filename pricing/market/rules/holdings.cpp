#include "pricing/market/rules/holdings.h"

#include "pricing/rules/words.h"

namespace assize::pricing {

void Holdings::add(const MarketView& market, const MarketPlacement& placement) {
  total += placement.count;
  const std::optional<Holder> holder = market.holder(placement.urn);
  if (!holder) {
    unknown += placement.count;
    return;
  }
  Held& one = held[holder->id];
  one.is_group = one.is_group || holder->is_group;
  one.count += placement.count;
  one.by_school[placement.urn] += placement.count;
}

std::string holder_words(std::string_view id, const Held& held) {
  return sentence(held.is_group ? "group " : "provider ", id);
}

std::string school_words(const MarketView& market, Urn urn) {
  const MarketSchool* school = market.school(urn);
  if (school == nullptr) return sentence("URN ", urn.number());
  return sentence("URN ", urn.number(), " (", school->name, ")");
}

std::string placements_words(std::uint64_t count) { return counted(count, "placement"); }

}  // namespace assize::pricing
