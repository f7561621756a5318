#include "pricing/rules/school_rules.h"

#include <algorithm>

#include "pricing/rules/overlaps.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

std::string line_words(const Offer& offer) {
  return sentence("line ", offer.line, " (\"", offer.name, "\")");
}

std::string spell_words(const Offer& offer) {
  return sentence("ages ", offer.age_from, " to ", offer.age_to, ", ",
                  offer.effective_from.display(), " to ", offer.effective_to.display());
}

// For each line, the earliest line before it that repeats it, or itself.
std::vector<std::uint32_t> places(std::size_t count) {
  std::vector<std::uint32_t> out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<std::uint32_t>(i);
  return out;
}

// Empty if no line repeats another; so is earlier_by_offer.
std::vector<std::uint32_t> earlier_by_name(const School& school) {
  if (!school.names_now.repeats()) return {};
  std::vector<std::uint32_t> earlier = places(school.now.size());
  const auto keys = school.names_now.keys();
  for (std::size_t k = 1, first = 0; k < keys.size(); ++k) {
    if (!school.names_now.same_name(keys[first], keys[k])) {
      first = k;
    } else {
      earlier[NameIndex::place(keys[k])] = NameIndex::place(keys[first]);
    }
  }
  return earlier;
}

// Item, provision, need and unit, then the line's place.
std::vector<std::uint64_t> sorted_by_offer(const std::vector<Offer>& offers) {
  std::vector<std::uint64_t> keys;
  keys.reserve(offers.size());
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const Offer& offer = offers[i];
    if (!offer.has(offer_key | period_columns | only(Column::unit))) continue;
    if (!runs_forwards(spell_of(offer))) continue;
    std::uint64_t key = offer_key_of(offer) >> 10;
    key = key << 3 | static_cast<std::uint64_t>(offer.unit);
    keys.push_back(key << 32 | i);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

// Whether any two of those lines overlap; true, without looking, of many.
bool may_overlap(const std::vector<Offer>& offers, std::span<const std::uint64_t> keys) {
  constexpr std::size_t few = 16;
  if (keys.size() > few) return true;
  for (std::size_t k = 1; k < keys.size(); ++k) {
    const Spell spell = spell_of(offers[keys[k] & 0xFFFFFFFF]);
    for (std::size_t earlier = 0; earlier < k; ++earlier) {
      if (overlap(spell, spell_of(offers[keys[earlier] & 0xFFFFFFFF]))) return true;
    }
  }
  return false;
}

std::vector<std::uint32_t> earlier_by_offer(const std::vector<Offer>& offers) {
  std::vector<std::uint32_t> earlier;
  const std::vector<std::uint64_t> keys = sorted_by_offer(offers);
  std::vector<Spell> spells;
  for (std::size_t from = 0, to = 0; from < keys.size(); from = to) {
    while (to < keys.size() && keys[to] >> 32 == keys[from] >> 32) ++to;
    if (!may_overlap(offers, std::span(keys).subspan(from, to - from))) continue;
    spells.clear();
    for (std::size_t k = from; k < to; ++k)
      spells.push_back(spell_of(offers[keys[k] & 0xFFFFFFFF]));
    // Each overlaps itself, so the first to overlap is itself or earlier.
    const std::vector<std::uint32_t> first = first_overlaps(spells, spells);
    if (earlier.empty()) earlier = places(offers.size());
    for (std::size_t k = from; k < to; ++k) {
      earlier[keys[k] & 0xFFFFFFFF] =
          static_cast<std::uint32_t>(keys[from + first[k - from]] & 0xFFFFFFFF);
    }
  }
  return earlier;
}

}  // namespace

void judge_repeats(const School& school, const RuleBook& book, Findings& findings) {
  const std::vector<std::uint32_t> by_name = earlier_by_name(school);
  const std::vector<std::uint32_t> by_offer = earlier_by_offer(school.now);
  if (by_name.empty() && by_offer.empty()) return;
  for (std::size_t i = 0; i < school.now.size(); ++i) {
    const bool name_again = !by_name.empty() && by_name[i] != i;
    const bool offer_again = !by_offer.empty() && by_offer[i] != i;
    if (!name_again && !offer_again) continue;
    const Offer& offer = school.now[i];
    report_offer(findings, Rule::fv_08, offer, name_again ? "line" : "", [&](Finding& finding) {
      if (name_again) {
        const Offer& earlier = school.now[by_name[i]];
        finding.value = offer.name;
        finding.message = sentence("the name \"", offer.name,
                                   "\" was used before in this school, on "
                                   "line ",
                                   earlier.line, "; give each line a name of its own");
        finding.working.push_back(sentence("line as read: \"", offer.name, "\", on line ",
                                           offer.line, " and on line ", earlier.line));
      }
      if (offer_again) {
        const Offer& earlier = school.now[by_offer[i]];
        const std::string words = offer_words(offer, book.items());
        if (finding.value.empty()) finding.value = words;
        finding.message += sentence(name_again ? "; and it is" : "it is", " the same offer as ",
                                    line_words(earlier), ", with ages and periods that overlap");
        finding.working.push_back(sentence("the offer: ", words));
        finding.working.push_back(sentence("line ", offer.line, ": ", spell_words(offer)));
        finding.working.push_back(sentence("line ", earlier.line, ": ", spell_words(earlier)));
      }
    });
  }
}

namespace {

// Placement lines that list one add-on, and the priced lines of that add-on.
struct AddOnLines {
  std::vector<std::uint32_t> placements;
  std::vector<std::uint32_t> priced;
};

std::vector<AddOnLines> gather_add_ons(const School& school, std::size_t item_count) {
  std::vector<AddOnLines> out(item_count);
  constexpr Columns needed = offer_key | period_columns;
  for (std::size_t i = 0; i < school.now.size(); ++i) {
    const Offer& offer = school.now[i];
    if (!offer.has(needed) || !runs_forwards(spell_of(offer))) continue;
    const auto place = static_cast<std::uint32_t>(i);
    if (offer.item != Item::placement) {
      const bool priced = offer.has(Column::unit_price) && !offer.unit_price.is_zero();
      if (priced) out[static_cast<std::size_t>(offer.item)].priced.push_back(place);
    } else if (offer.has(Column::included)) {
      for (std::size_t item = 1; item < item_count; ++item) {
        if (offer.includes(static_cast<Item>(item))) out[item].placements.push_back(place);
      }
    }
  }
  return out;
}

// The place in school.now of the first of `placements` of that provision and need that overlaps
// each of `add_ons`, kept in `first` where it is earlier than what is there.
void find_first(const School& school, std::span<const std::uint32_t> placements,
                std::span<const std::uint32_t> add_ons, std::span<std::uint32_t> first) {
  if (placements.empty() || add_ons.empty()) return;
  std::vector<Spell> spells;
  std::vector<Spell> queries;
  for (const std::uint32_t i : placements) spells.push_back(spell_of(school.now[i]));
  for (const std::uint32_t i : add_ons) queries.push_back(spell_of(school.now[i]));
  const std::vector<std::uint32_t> found = first_overlaps(spells, queries);
  for (std::size_t q = 0; q < add_ons.size(); ++q) {
    if (found[q] != no_overlap)
      first[add_ons[q]] = std::min(first[add_ons[q]], placements[found[q]]);
  }
}

template <typename Keep>
std::vector<std::uint32_t> those(std::span<const std::uint32_t> all, const School& school,
                                 Keep keep) {
  std::vector<std::uint32_t> out;
  for (const std::uint32_t i : all) {
    if (keep(school.now[i])) out.push_back(i);
  }
  return out;
}

// Each add-on line of one provision and need against the placement lines that it could go with. An
// add-on of `any` provision goes with every provision; ANY need, on either, with every need.
void find_including(const School& school, const AddOnLines& lines, std::span<std::uint32_t> first) {
  for (std::size_t p = 0; p < provision_codes.size(); ++p) {
    const auto provision = static_cast<Provision>(p);
    const auto add_ons =
        those(lines.priced, school, [&](const Offer& o) { return o.provision == provision; });
    if (add_ons.empty()) continue;
    const auto placements = those(lines.placements, school, [&](const Offer& o) {
      return provision == Provision::any || o.provision == provision;
    });
    for (std::size_t n = 0; n < need_codes.size(); ++n) {
      const auto need = static_cast<Need>(n);
      const auto of_need = those(add_ons, school, [&](const Offer& o) { return o.need == need; });
      if (of_need.empty()) continue;
      find_first(school,
                 those(placements, school,
                       [&](const Offer& o) {
                         return need == Need::any || o.need == need || o.need == Need::any;
                       }),
                 of_need, first);
    }
  }
}

}  // namespace

void judge_included_add_ons(const School& school, const RuleBook& book, Findings& findings) {
  // Nearly always nothing that is included is sold as well.
  std::uint64_t included = 0;
  std::uint64_t sold = 0;
  for (const Offer& offer : school.now) {
    included |= offer.included;
    if (offer.has(Column::item)) sold |= std::uint64_t{1} << static_cast<unsigned>(offer.item);
  }
  if ((included & sold) == 0) return;
  constexpr std::uint32_t none = 0xFFFFFFFF;
  std::vector<std::uint32_t> first(school.now.size(), none);
  for (const AddOnLines& lines : gather_add_ons(school, book.items().size())) {
    if (!lines.placements.empty() && !lines.priced.empty()) find_including(school, lines, first);
  }
  for (std::size_t i = 0; i < school.now.size(); ++i) {
    if (first[i] == none) continue;
    const Offer& offer = school.now[i];
    const Offer& placement = school.now[first[i]];
    report_offer(findings, Rule::fv_09, offer, "unit_price", [&](Finding& finding) {
      const std::string_view item = book.items().code(offer.item);
      finding.value = offer.unit_price.text();
      finding.message =
          sentence(item, " is priced at ", offer.unit_price.display(), " ", unit_words(offer.unit),
                   ", but ", line_words(placement), " already includes it");
      finding.show(sentence("line ", offer.line, ": ", offer_words(offer, book.items()), ", ",
                            spell_words(offer)),
                   sentence("line ", placement.line, ": ", offer_words(placement, book.items()),
                            ", ", spell_words(placement), ", lists ", item, " in included"),
                   sentence("the placement is priced at ", placement.annual_price.display(),
                            " a year with it; the add-on at ", offer.annual_price.display(),
                            " a year on top"));
    });
  }
}

}  // namespace assize::pricing
