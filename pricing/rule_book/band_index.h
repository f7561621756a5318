// Finds the bands of a line in a few probes, however many bands there are, and finds bands that
// tie. Each band stands once under each age that it holds, so that on any day at most one band of a
// component and unit holds a given age. Immutable once built; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "pricing/rule_book/rule_book.h"

namespace assize::pricing {

class BandIndex {
 public:
  BandIndex() = default;
  // The ages of every band are 0 to 25, the lower first.
  explicit BandIndex(std::span<const Band> bands);

  // `bands` is the span that the index was built of. No bands for ages that are reversed or are not
  // 0 to 25.
  BandsOfLine find(std::span<const Band> bands, const BandQuery& query) const;

  // Pairs of bands (the earlier place first) that could both be most specific for some line and
  // day. Every band that ties with another is in some pair; sorted by the later place.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ties() const;

 private:
  // A band's place in the order of its cell and group, by the day it begins.
  struct Entry {
    std::int32_t from;
    std::int32_t to;  // not included; the greatest there is if open
    std::uint32_t band;
    std::int32_t age_to;
  };
  // Education, boarding, care and health; the total by hour, session, day, week and term; by year.
  static constexpr std::size_t group_count = 10;
  static constexpr std::size_t total_by_year = 9;
  // The bands of one item, provision, need, area (each a value or any) and age. Group g is
  // entries_[begins[g]] to entries_[begins[g + 1]].
  struct Cell {
    std::array<std::uint32_t, group_count + 1> begins{};
    std::uint32_t groups = 0;  // bit g: group g has bands
  };
  // What the bands that could judge lines of one item and provision have in common.
  struct Reach {
    std::uint16_t patterns = 0;    // bit p: some have patterns_[p]
    std::uint16_t components = 0;  // bit c: some judge component c
  };
  struct Slot {
    std::uint64_t key = no_key;
    std::uint32_t cell = 0;
  };
  static constexpr std::uint64_t no_key = ~std::uint64_t{0};

  static std::size_t group_of(const Band& band);
  void set_reach(std::span<const Band> bands);
  const Cell* cell_of(std::uint64_t key) const;
  void add_slot(std::uint64_t key, std::uint32_t cell);
  const Entry* entry_on(const Cell& cell, std::size_t group, std::int32_t on,
                        std::int32_t age_to) const;

  std::vector<Entry> entries_;
  std::vector<Cell> cells_;
  std::vector<Slot> slots_;              // open addressing; a power of two in size
  int shift_ = 63;                       // of the hash, to a slot
  std::vector<std::uint64_t> patterns_;  // which fields are any, most specific first
  std::array<std::array<Reach, provision_codes.size()>, ItemCodes::limit> reach_{};
};

}  // namespace assize::pricing
