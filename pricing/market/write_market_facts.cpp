#include <algorithm>

#include "pricing/facts/object_text.h"
#include "pricing/market/grid.h"
#include "pricing/market/market_facts.h"

namespace assize::pricing {
namespace {

void write_ages(ObjectText& object, const std::optional<AgeRange>& ages) {
  if (!ages) return;
  object.whole("age_from", ages->from);
  object.whole("age_to", ages->to);
}

void write(std::string& out, const MarketSchool& each) {
  ObjectText object(out);
  if (each.position) object.member("easting", metres_text(each.position->easting_centimetres));
  if (each.group) object.member("group", *each.group);
  object.member("name", each.name);
  if (each.position) object.member("northing", metres_text(each.position->northing_centimetres));
  if (each.provider) object.member("provider", *each.provider);
  if (each.region) object.member("region", *each.region);
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const MarketPlacement& each) {
  ObjectText object(out);
  write_ages(object, each.ages);
  object.member("basis", placement_basis_codes[static_cast<std::size_t>(each.basis)]);
  object.member("commissioner", each.commissioner);
  object.whole("count", each.count);
  object.member("from", each.from);
  object.member("need", code(each.need));
  if (each.to) object.member("to", *each.to);
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const Vacancy& each) {
  ObjectText object(out);
  write_ages(object, each.ages);
  object.member("need", code(each.need));
  object.whole("places", each.places);
  if (each.provision) object.member("provision", code(*each.provision));
  object.member("stated", each.stated);
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const Inspection& each) {
  ObjectText object(out);
  object.member("body", each.body);
  object.member("day", each.day);
  object.member("standards", standards_codes[static_cast<std::size_t>(each.standards)]);
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const Standing& each) {
  ObjectText object(out);
  object.member("day", each.day);
  object.member("kind", standing_kind_codes[static_cast<std::size_t>(each.kind)]);
  object.member("state", standing_state_codes[static_cast<std::size_t>(each.state)]);
  object.member("urn", each.urn);
  object.end();
}

template <typename List>
void write_list(std::string& out, ObjectText& object, MarketList list, const List& values) {
  write_objects(out, object, market_list_names[static_cast<std::size_t>(list)], values,
                [](std::string& into, const auto& each) { write(into, each); });
}

template <typename T>
void sort_list(std::optional<std::vector<T>>& list) {
  if (list) std::sort(list->begin(), list->end());
}

}  // namespace

MarketLists MarketFacts::given() const {
  MarketLists out = 0;
  if (schools) out |= market_lists(MarketList::schools);
  if (placements) out |= market_lists(MarketList::placements);
  if (vacancies) out |= market_lists(MarketList::vacancies);
  if (inspections) out |= market_lists(MarketList::inspections);
  if (standings) out |= market_lists(MarketList::standings);
  return out;
}

void sort_market_facts(MarketFacts& facts) {
  sort_list(facts.schools);
  sort_list(facts.placements);
  sort_list(facts.vacancies);
  sort_list(facts.inspections);
  sort_list(facts.standings);
}

std::string write_market_facts(const MarketFacts& facts) {
  MarketFacts sorted = facts;
  sort_market_facts(sorted);
  std::string out;
  ObjectText object(out);
  write_list(out, object, MarketList::inspections, sorted.inspections);
  write_list(out, object, MarketList::placements, sorted.placements);
  write_list(out, object, MarketList::schools, sorted.schools);
  write_list(out, object, MarketList::standings, sorted.standings);
  write_list(out, object, MarketList::vacancies, sorted.vacancies);
  object.end();
  return out;
}

}  // namespace assize::pricing
