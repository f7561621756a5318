// Which of many spells (ages and days) is the first to overlap another. Near-linear however many
// spells there are, for a file may hold millions of one offer. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pricing/fee_file/offer.h"

namespace assize::pricing {

// Ages and days, both ends included.
struct Spell {
  std::uint8_t age_from;
  std::uint8_t age_to;
  std::int32_t from;
  std::int32_t to;
};
inline Spell spell_of(const Offer& offer) {
  return {offer.age_from, offer.age_to, offer.effective_from.days(), offer.effective_to.days()};
}
// A spell that runs backwards overlaps nothing.
inline bool runs_forwards(const Spell& spell) {
  return spell.age_from <= spell.age_to && spell.from <= spell.to;
}
inline bool overlap(const Spell& one, const Spell& other) {
  return one.age_from <= other.age_to && other.age_from <= one.age_to && one.from <= other.to &&
         other.from <= one.to;
}

inline constexpr std::uint32_t no_overlap = 0xFFFFFFFF;

// For each query, the place of the first of `spells` that overlaps it, or no_overlap. Every spell
// must run forwards.
std::vector<std::uint32_t> first_overlaps(std::span<const Spell> spells,
                                          std::span<const Spell> queries);
// The same by comparing each with each: quick for a few, and the slow twin in the tests.
std::vector<std::uint32_t> first_overlaps_by_pairs(std::span<const Spell> spells,
                                                   std::span<const Spell> queries);
// The same by sweeping, whatever their number.
std::vector<std::uint32_t> first_overlaps_by_sweep(std::span<const Spell> spells,
                                                   std::span<const Spell> queries);

}  // namespace assize::pricing
