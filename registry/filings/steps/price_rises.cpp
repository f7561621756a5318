#include "registry/filings/steps/price_rises.h"

#include <algorithm>
#include <set>

#include "pricing/assessment/assess.h"

namespace assize::registry {

using pricing::FeeLine;
using pricing::Pounds;

bool PriceChange::is_rise(const FeeLine& now) const {
  if (before == nullptr) return false;
  if (before->unit == now.unit) return now.unit_price > before->unit_price;
  return now.annual_price > before->annual_price;
}

Pounds PriceChange::a_year(const FeeLine& now) const {
  return before == nullptr ? Pounds() : now.annual_price - before->annual_price;
}

std::uint32_t PriceChange::placements() const {
  std::uint32_t count = 0;
  for (const CouncilPlacements& each : councils) count += each.placements;
  return count;
}

PriceRises::PriceRises(const FilingFacts& facts, const pricing::RuleBook& book)
    : before_(pricing::read_fee_lines(pricing::read_from_memory(facts.previous), book)) {
  for (std::size_t at = 0; at < before_.size(); ++at) {
    by_name_.emplace(Name(before_[at].urn.number(), before_[at].line), at);
    const auto [place, is_new] = by_offer_.try_emplace(offer_of(before_[at]), at);
    if (!is_new) place->second.reset();
  }
  const auto beyond = pricing::read_facts(facts.beyond_file);
  if (!beyond || !beyond->placements) return;
  for (const pricing::Placement& each : *beyond->placements) {
    placements_.emplace(Name(each.urn.number(), each.line), each);
  }
}

PriceRises::Offer PriceRises::offer_of(const FeeLine& line) {
  return {line.urn.number(), line.item, line.provision, line.need, line.age_from, line.age_to};
}

const FeeLine* PriceRises::before(const FeeLine& now) const {
  const auto named = by_name_.find(Name(now.urn.number(), now.line));
  if (named != by_name_.end()) return &before_[named->second];
  const auto alike = by_offer_.find(offer_of(now));
  if (alike == by_offer_.end() || !alike->second) return nullptr;
  return &before_[*alike->second];
}

PriceChange PriceRises::of(const FeeLine& now) const {
  PriceChange change;
  change.before = before(now);
  std::map<std::string, std::uint32_t> councils;
  std::set<std::string> names{now.line};
  if (change.before != nullptr) names.insert(change.before->line);
  for (const std::string& name : names) {
    const auto [first, last] = placements_.equal_range(Name(now.urn.number(), name));
    for (auto each = first; each != last; ++each) {
      const pricing::Placement& placement = each->second;
      if (placement.from > now.effective_from) continue;
      if (placement.to && *placement.to < now.effective_from) continue;
      ++councils[placement.commissioner];
    }
  }
  for (const auto& [council, count] : councils) change.councils.push_back({council, count});
  return change;
}

}  // namespace assize::registry
