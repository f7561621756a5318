#include "registry/catalogue/search/folding.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace assize::registry {
namespace {

// U+00C0 to U+017F without their accents; a space is a sign.
constexpr std::string_view unaccented =
    "aaaaaaaceeeeiiiidnooooo ouuuuyts"
    "aaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnn"
    "oooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(unaccented.size() == 192);

bool is_apostrophe(std::string_view text, std::size_t at) {
  // ' and the two quotes U+2018 and U+2019.
  return text[at] == '\'' || text.substr(at, 3) == "\xE2\x80\x98" ||
         text.substr(at, 3) == "\xE2\x80\x99";
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto gap = [&] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte - 'A' + 'a');
    } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      out += text[at];
    } else if (is_apostrophe(text, at)) {
      if (byte != '\'') at += 2;
    } else if (byte >= 0xC3 && byte <= 0xC5 && at + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++at]);
      const char plain = unaccented[((byte - 0xC3U) * 64 + (next & 63U))];
      if (plain == ' ') {
        gap();
      } else {
        out += plain;
      }
    } else if (byte == 0xC2 && at + 1 < text.size()) {
      ++at;  // signs and the no-break space
      gap();
    } else if (byte < 0x80) {
      gap();
    } else {
      out += text[at];
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<std::string> folded_words(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    words.push_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

int letters_apart(std::string_view left, std::string_view right, int limit) {
  constexpr std::size_t longest = 40;
  const int too_many = limit + 1;
  if (left.size() > longest || right.size() > longest) return left == right ? 0 : too_many;
  if (std::abs(static_cast<int>(left.size()) - static_cast<int>(right.size())) > limit) {
    return too_many;
  }
  // Rows of the table of distances between the words' beginnings: this one and the two before.
  std::array<std::array<int, longest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= right.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= left.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const int change = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > limit) return too_many;
  }
  return std::min(rows[left.size() % 3][right.size()], too_many);
}

}  // namespace assize::registry
