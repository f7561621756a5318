// The lines of one school, this year's and last year's, and which of them follow which. Used by one
// thread, again for school after school.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pricing/fee_file/offer.h"

namespace assize::pricing {

inline constexpr std::uint32_t none_before = 0xFFFFFFFF;

enum class MatchedBy : std::uint8_t { nothing, name, offer };

// Lines sorted by name, so that those of a name are found in logarithmic time. Names are sorted by
// a hash first, for speed; equal hashes are told apart by the names themselves.
class NameIndex {
 public:
  void build(std::span<const Offer> offers);
  // The place of the first line of that name.
  std::optional<std::uint32_t> find(std::string_view name) const;
  static std::uint32_t place(std::uint64_t key) { return static_cast<std::uint32_t>(key); }
  std::span<const std::uint64_t> keys() const { return keys_; }
  // Whether two neighbours in keys() are of one name.
  bool same_name(std::uint64_t one, std::uint64_t other) const;
  // Whether any two lines are of one name.
  bool repeats() const { return repeats_; }

 private:
  std::span<const Offer> offers_;
  std::vector<std::uint64_t> keys_;  // hash, then place
  bool repeats_ = false;
};

struct School {
  std::vector<Offer> now;                  // in file order
  std::vector<Offer> before;               // in the order of last year's file
  std::vector<std::uint32_t> line_before;  // by place in `now`: a place in `before`, or none_before
  std::vector<MatchedBy> matched_by;
  std::vector<bool> has_line_after;  // by place in `before`
  NameIndex names_now;

  // Fills in names_now; called first.
  void index_names() { names_now.build(now); }
  // Fills in line_before to has_line_after: by (urn, line); failing that by (urn, item, provision,
  // need, age_from, age_to), if exactly one earlier line matches.
  void match();

 private:
  void match_by_name();
  void follow(std::uint32_t place_now, std::uint32_t place_before);
  void match_by_offer(std::size_t i);

  std::vector<std::uint64_t> offers_before_;  // offer key, then place
  bool offers_before_built_ = false;
};

// Item, provision, need and ages in one number; different for different offers.
std::uint64_t offer_key_of(const Offer& offer);

// An offer's price beside its line before: unit_price where the unit is the same on both, else
// annual_price. Not comparable where what is needed is not of its form.
struct Comparison {
  bool comparable = false;
  Column column{};
  Pounds before;
  Pounds now;
  bool rises() const { return comparable && now > before; }
};
Comparison compare(const Offer& now, const Offer& before);

// UNI-10: whether the line names the evidence that exempts its rise.
inline bool is_exempt(const Offer& offer) {
  return offer.has(Column::new_provision) && !offer.new_provision.empty();
}

}  // namespace assize::pricing
