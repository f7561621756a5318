#include "registry/catalogue/search/word_index.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "registry/catalogue/search/folding.h"

namespace assize::registry {
namespace {

constexpr std::size_t shortest_with_a_slip = 4;
constexpr std::size_t shortest_with_two = 8;

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') letters |= std::uint32_t{1} << static_cast<unsigned>(c - 'a');
    if (c >= '0' && c <= '9') letters |= std::uint32_t{1} << (26U + static_cast<unsigned>(c) % 6U);
  }
  return letters;
}

}  // namespace

int slips_allowed(std::string_view word) {
  const bool has_digit = word.find_first_of("0123456789") != std::string_view::npos;
  if (has_digit || word.size() < shortest_with_a_slip) return 0;
  return word.size() < shortest_with_two ? 1 : 2;
}

WordIndex::WordIndex(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::uint32_t>> all;
  for (std::uint32_t school = 0; school < texts.size(); ++school) {
    for (std::string& word : folded_words(texts[school])) all.emplace_back(std::move(word), school);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (at == 0 || all[at].first != all[at - 1].first) {
      begins_.push_back(static_cast<std::uint32_t>(text_.size()));
      letters_.push_back(letters_of(all[at].first));
      first_school_.push_back(static_cast<std::uint32_t>(schools_.size()));
      text_ += all[at].first;
      text_ += '\n';
    }
    schools_.push_back(all[at].second);
  }
  begins_.push_back(static_cast<std::uint32_t>(text_.size()));
  first_school_.push_back(static_cast<std::uint32_t>(schools_.size()));
}

WordIndex::Found WordIndex::find(const std::string& folded_word) const {
  Found found{folded_word, {}, true};
  const std::uint32_t letters = letters_of(folded_word);
  for (std::uint32_t number = 0; number < size(); ++number) {
    // Most words lack one of its letters.
    if ((letters_[number] & letters) != letters) continue;
    if (word(number).find(folded_word) != std::string_view::npos) found.words.push_back(number);
  }
  const int slips = slips_allowed(folded_word);
  if (!found.words.empty() || slips == 0) return found;
  found.is_exact = false;
  for (std::uint32_t number = 0; number < size(); ++number) {
    // A slip changes at most two of a word's set of letters.
    if (std::popcount(letters_[number] ^ letters) > 2 * slips) continue;
    if (letters_apart(folded_word, word(number), slips) <= slips) found.words.push_back(number);
  }
  return found;
}

}  // namespace assize::registry
