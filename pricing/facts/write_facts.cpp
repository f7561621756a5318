#include <algorithm>

#include "pricing/facts/facts.h"
#include "pricing/facts/object_text.h"

namespace assize::pricing {
namespace {

std::string hundredths_text(std::int64_t hundredths) {
  const std::int64_t part = hundredths % 100;
  return std::to_string(hundredths / 100) + (part < 10 ? ".0" : ".") + std::to_string(part);
}

void write(std::string& out, const Agreement& each) {
  ObjectText object(out);
  object.member("commissioner", each.commissioner);
  object.member("day", each.day);
  object.member("effective_from", each.effective_from);
  object.member("line", each.line);
  object.member("position", position_codes[static_cast<std::size_t>(each.position)]);
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const EndedPlacement& each) {
  ObjectText object(out);
  object.member("commissioner", each.commissioner);
  object.member("day", each.day);
  object.member("line", each.line);
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const PastPrice& each) {
  ObjectText object(out);
  object.member("annual_price", each.annual_price);
  object.member("effective_from", each.effective_from);
  object.member("effective_to", each.effective_to);
  object.member("line", each.line);
  object.member("unit", code(each.unit));
  object.member("unit_price", each.unit_price);
  object.member("units_per_year", hundredths_text(each.units_hundredths));
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const OwnershipChange& each) {
  ObjectText object(out);
  object.member("day", each.day);
  object.member("from", each.from);
  object.member("to", each.to);
  object.member("urn", each.urn);
  object.end();
}

void write(std::string& out, const Placement& each) {
  ObjectText object(out);
  if (each.agreed) {
    object.start("agreed");
    ObjectText agreed(out);
    agreed.member("unit", code(each.agreed->unit));
    agreed.member("unit_price", each.agreed->unit_price);
    agreed.end();
  }
  object.member("basis", placement_basis_codes[static_cast<std::size_t>(each.basis)]);
  object.member("commissioner", each.commissioner);
  object.member("from", each.from);
  object.member("line", each.line);
  object.member("reference", each.reference);
  if (each.to) object.member("to", *each.to);
  object.member("urn", each.urn);
  object.end();
}

template <typename List>
void write_list(std::string& out, ObjectText& object, std::string_view key, const List& list) {
  write_objects(out, object, key, list,
                [](std::string& into, const auto& each) { write(into, each); });
}

template <typename T>
void sort_list(std::optional<std::vector<T>>& list) {
  if (list) std::sort(list->begin(), list->end());
}

}  // namespace

void sort_facts(Facts& facts) {
  sort_list(facts.agreements);
  sort_list(facts.ended_placements);
  sort_list(facts.history);
  sort_list(facts.ownership_changes);
  sort_list(facts.placements);
}

std::string write_facts(const Facts& facts) {
  Facts sorted = facts;
  sort_facts(sorted);
  std::string out;
  ObjectText object(out);
  write_list(out, object, "agreements", sorted.agreements);
  write_list(out, object, "ended_placements", sorted.ended_placements);
  write_list(out, object, "history", sorted.history);
  write_list(out, object, "ownership_changes", sorted.ownership_changes);
  write_list(out, object, "placements", sorted.placements);
  object.end();
  return out;
}

}  // namespace assize::pricing
