// Which schools have which words: a word of a search is looked for inside every word of the
// register's, and, if none has it, among those a slip or two away. Immutable; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assize::registry {

class WordIndex {
 public:
  // One text for each school, in the order in which schools are then numbered.
  explicit WordIndex(const std::vector<std::string>& texts);

  struct Found {
    std::string word;                  // folded, as asked for
    std::vector<std::uint32_t> words;  // of the register's, that have it or are close to it
    bool is_exact = true;              // false: by a slip
  };
  Found find(const std::string& folded_word) const;
  // Calls `visit` with each school that has one of the words; more than once if it has several.
  template <typename Visit>
  void each_school(const Found& found, Visit visit) const {
    for (const std::uint32_t word : found.words) {
      for (std::uint32_t at = first_school_[word]; at < first_school_[word + 1]; ++at) {
        visit(schools_[at]);
      }
    }
  }
  std::string_view word(std::uint32_t number) const {
    return std::string_view(text_).substr(begins_[number],
                                          begins_[number + 1] - begins_[number] - 1);
  }
  std::size_t size() const { return begins_.size() - 1; }

 private:
  std::string text_;  // every word once, in order, each followed by a line end
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t>
      letters_;  // of each word: a bit for each letter, and six for its digits
  std::vector<std::uint32_t> first_school_;
  std::vector<std::uint32_t> schools_;
};

// How many slips a word may have: none in a short one or one with a digit, two in a long one.
int slips_allowed(std::string_view folded_word);

}  // namespace assize::registry
