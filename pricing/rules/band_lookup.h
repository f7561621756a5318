// Bands of a line, remembered: many lines ask the same question. A lookup is used by one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "pricing/rule_book/rule_book.h"

namespace assize::pricing {

class BandLookup {
 public:
  explicit BandLookup(const RuleBook& book) : book_(book), slots_(slot_count) {}

  // What RuleBook::bands_for says. Good until the next call.
  const BandsOfLine& of(const BandQuery& query) {
    const std::uint64_t key = packed(query);
    Slot& slot = slots_[(key * 0x9E3779B97F4A7C15u) >> (64 - slot_bits)];
    if (slot.key != key) {
      slot.bands = book_.bands_for(query);
      slot.key = key;
    }
    return slot.bands;
  }

 private:
  static constexpr unsigned slot_bits = 9;
  static constexpr std::size_t slot_count = std::size_t{1} << slot_bits;
  struct Slot {
    std::uint64_t key = 0;  // no query packs to 0
    BandsOfLine bands{};
  };

  // Every part of the query in bits of its own, so that equal keys are equal questions.
  static std::uint64_t packed(const BandQuery& query) {
    std::uint64_t key = 1;
    key = key << 6 | static_cast<std::uint64_t>(query.item);
    key = key << 3 | static_cast<std::uint64_t>(query.provision);
    key = key << 4 | static_cast<std::uint64_t>(query.need);
    key = key << 5 | static_cast<std::uint64_t>(query.age_from);
    key = key << 5 | static_cast<std::uint64_t>(query.age_to);
    key = key << 3 | static_cast<std::uint64_t>(query.unit);
    key = key << 17 | (query.area ? *query.area + std::uint64_t{1} : 0);
    // From 1800 on, 19 bits of days; the fee file's years end with 2999.
    return key << 20 | static_cast<std::uint64_t>(query.on.days() + 100'000);
  }

  const RuleBook& book_;
  std::vector<Slot> slots_;
};

}  // namespace assize::pricing
