// A set of a snapshot's schools, a bit for each, so that choices are met sixty-four schools at a
// time. A value; as thread-safe as a std::vector.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace assize::registry {

class SchoolSet {
 public:
  SchoolSet() = default;
  // None, of so many schools.
  explicit SchoolSet(std::size_t schools) : words_((schools + word_bits - 1) / word_bits) {}

  bool has(std::uint32_t school) const {
    return ((words_[school / word_bits] >> (school % word_bits)) & 1U) != 0;
  }
  void add(std::uint32_t school) { add_if(school, 1); }
  // Adds the school if `bit` is 1, and not if it is 0, without a branch.
  void add_if(std::uint32_t school, std::uint64_t bit) {
    words_[school / word_bits] |= bit << (school % word_bits);
  }
  void leave_out(std::uint32_t school) {
    words_[school / word_bits] &= ~(std::uint64_t{1} << (school % word_bits));
  }
  SchoolSet& operator&=(const SchoolSet& other) {
    for (std::size_t at = 0; at < words_.size(); ++at) words_[at] &= other.words_[at];
    return *this;
  }
  SchoolSet& operator|=(const SchoolSet& other) {
    for (std::size_t at = 0; at < words_.size(); ++at) words_[at] |= other.words_[at];
    return *this;
  }
  SchoolSet& operator-=(const SchoolSet& other) {
    for (std::size_t at = 0; at < words_.size(); ++at) words_[at] &= ~other.words_[at];
    return *this;
  }
  std::size_t count() const {
    std::size_t total = 0;
    for (const std::uint64_t word : words_) total += static_cast<std::size_t>(std::popcount(word));
    return total;
  }
  // In order.
  template <typename Visit>
  void each(Visit visit) const {
    for (std::size_t at = 0; at < words_.size(); ++at) {
      for (std::uint64_t word = words_[at]; word != 0; word &= word - 1) {
        visit(static_cast<std::uint32_t>(at * word_bits) +
              static_cast<std::uint32_t>(std::countr_zero(word)));
      }
    }
  }
  // Leaves those alone that `is_kept`.
  template <typename Test>
  void keep_if(Test is_kept) {
    for (std::size_t at = 0; at < words_.size(); ++at) {
      std::uint64_t kept = words_[at];
      for (std::uint64_t word = kept; word != 0; word &= word - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(word));
        if (!is_kept(static_cast<std::uint32_t>(at * word_bits) + bit)) {
          kept &= ~(std::uint64_t{1} << bit);
        }
      }
      words_[at] = kept;
    }
  }

 private:
  static constexpr std::size_t word_bits = 64;
  std::vector<std::uint64_t> words_;
};

}  // namespace assize::registry
