#include "registry/catalogue/fee_values.h"

#include <unordered_map>

namespace assize::registry {
namespace {

using pricing::Tag;

// Numbers texts in the order in which they come.
class Tags {
 public:
  // None for an empty text.
  Tag of(const std::string& text) {
    if (text.empty()) return pricing::no_tag;
    const auto [found, is_new] = numbers_.try_emplace(text, static_cast<Tag>(numbers_.size()));
    return found->second;
  }
  std::size_t size() const { return numbers_.size(); }

 private:
  std::unordered_map<std::string, Tag> numbers_;
};

// Tags, and the name that goes with each.
template <typename Name>
Tag tag_of(Tags& tags, const std::string& key, std::vector<Name>& names, const Name& name) {
  const Tag tag = tags.of(key);
  if (tag != pricing::no_tag && tag == names.size()) names.push_back(name);
  return tag;
}

std::int64_t hundredths(const CatalogueFee& fee) {
  return pricing::read_scaled<12, 2>(fee.units_per_year).value_or(0);
}

pricing::ImpactLine line_of(const CatalogueFee& fee, Tag item) {
  pricing::ImpactLine line;
  line.prices = {
      fee.unit_price, fee.annual_price, {fee.education, fee.boarding, fee.care, fee.health}};
  line.units_hundredths = hundredths(fee);
  line.effective_from = fee.effective_from;
  line.item = static_cast<std::uint16_t>(item);
  line.provision = fee.provision;
  line.need = fee.need;
  line.unit = fee.unit;
  line.age_from = static_cast<std::uint8_t>(fee.age_from);
  line.age_to = static_cast<std::uint8_t>(fee.age_to);
  return line;
}

// The item's place, added if it is new; none if there is no room for it.
std::optional<pricing::Item> item_of(pricing::ItemCodes& items, std::string_view code) {
  if (const auto item = items.find(code)) return item;
  const auto added = items.add(code);
  return added.ok() ? std::optional(*added) : std::nullopt;
}

std::uint64_t included_bits(std::string_view codes, pricing::ItemCodes& items) {
  std::uint64_t bits = 0;
  while (!codes.empty()) {
    const std::size_t end = codes.find(';');
    if (const auto item = item_of(items, codes.substr(0, end))) {
      bits |= std::uint64_t{1} << static_cast<unsigned>(*item);
    }
    codes = end == std::string_view::npos ? std::string_view() : codes.substr(end + 1);
  }
  return bits;
}

pricing::Offer offer_of(std::uint32_t urn, const CatalogueFee& fee, pricing::Item item,
                        pricing::ItemCodes& items) {
  pricing::Offer offer;
  offer.urn = urn;
  offer.good = pricing::all_columns;
  offer.item = item;
  offer.provision = fee.provision;
  offer.need = fee.need;
  offer.unit = fee.unit;
  offer.age_from = static_cast<std::uint8_t>(fee.age_from);
  offer.age_to = static_cast<std::uint8_t>(fee.age_to);
  offer.effective_from = fee.effective_from;
  offer.effective_to = fee.effective_to;
  offer.units_hundredths = hundredths(fee);
  offer.unit_price = fee.unit_price;
  offer.annual_price = fee.annual_price;
  offer.included = included_bits(fee.included, items);
  offer.name = fee.line;
  return offer;
}

}  // namespace

NamedMarket impact_market(const Snapshot& snapshot, pricing::Date as_at) {
  NamedMarket named;
  Tags providers;
  Tags groups;
  Tags regions;
  Tags items;
  for (const auto& school : snapshot.schools) {
    const std::vector<const CatalogueFee*> fees = fees_as_at(*school, as_at);
    if (fees.empty()) continue;
    pricing::ImpactSchool one;
    one.urn = school->urn.number();
    one.la = school->la;
    one.provider = tag_of(providers, school->provider_id, named.providers,
                          {school->provider_id, school->provider_name});
    one.group = tag_of(groups, school->group_name, named.groups, school->group_name);
    one.region = tag_of(regions, school->region, named.regions, school->region);
    one.line_begin = named.fees.size();
    for (const CatalogueFee* fee : fees) {
      named.market.lines.push_back(
          line_of(*fee, tag_of(items, fee->item, named.market.items, fee->item)));
      named.fees.push_back(fee);
    }
    one.line_end = named.fees.size();
    named.market.schools.push_back(one);
    named.schools.push_back(school.get());
  }
  named.market.providers = providers.size();
  named.market.groups = groups.size();
  named.market.regions = regions.size();
  return named;
}

NamedOffers school_offers(const CatalogueSchool& school, pricing::Date as_at,
                          pricing::ItemCodes& items) {
  NamedOffers named;
  named.offers.urn = school.urn.number();
  for (const CatalogueFee* fee : fees_as_at(school, as_at)) {
    const auto item = item_of(items, fee->item);
    if (!item) continue;
    named.offers.offers.push_back(offer_of(named.offers.urn, *fee, *item, items));
    named.offers.parts.push_back({fee->education, fee->boarding, fee->care, fee->health});
    named.offers.vat_rates.push_back(
        pricing::read_percent(fee->vat_rate).value_or(pricing::Ratio()));
    named.fees.push_back(fee);
  }
  return named;
}

}  // namespace assize::registry
