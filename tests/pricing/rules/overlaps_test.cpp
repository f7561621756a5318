#include "pricing/rules/overlaps.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace assize::pricing {
namespace {

std::vector<Spell> drawn_spells(std::size_t most) {
  const auto count = *rc::gen::inRange<std::size_t>(0, most);
  std::vector<Spell> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto age = *rc::gen::inRange(0, 26);
    const auto from = *rc::gen::inRange(0, 60);
    out.push_back({static_cast<std::uint8_t>(age),
                   static_cast<std::uint8_t>(*rc::gen::inRange(age, 26)), from,
                   from + *rc::gen::inRange(0, 20)});
  }
  return out;
}

TEST(Overlaps, TheSweepFindsWhatComparingEachPairFinds) {
  EXPECT_TRUE(rc::check("sweep and pairs agree", [] {
    const auto spells = drawn_spells(40);
    const auto queries = drawn_spells(40);
    RC_ASSERT(first_overlaps_by_sweep(spells, queries) == first_overlaps_by_pairs(spells, queries));
  }));
}

TEST(Overlaps, IsQuickForManySpells) {
  std::vector<Spell> spells;
  for (int i = 0; i < 200'000; ++i) {
    const auto age = static_cast<std::uint8_t>(i % 20);
    spells.push_back({age, static_cast<std::uint8_t>(age + 5), i % 9'000, i % 9'000 + i % 366});
  }
  EXPECT_EQ(first_overlaps(spells, spells)[0], 0u);
}

}  // namespace
}  // namespace assize::pricing
