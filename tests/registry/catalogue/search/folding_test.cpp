#include "registry/catalogue/search/folding.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "registry/catalogue/search/word_index.h"

namespace assize::registry {
namespace {

TEST(Folding, DropsCapitalsAccentsApostrophesAndPunctuation) {
  for (const auto& [text, folded] : {std::pair{"St. Mary's", "st marys"},
                                     {"St Mary\xE2\x80\x99s RC", "st marys rc"},
                                     {"  The  Oak-Tree\tSchool ", "the oak tree school"},
                                     {"Ysgol T\xC5\xB7 Gwyn", "ysgol ty gwyn"},
                                     {"\xC3\x89LAN \xC5\x81\xC3\xB3\xC5\xBA", "elan loz"},
                                     {"A\xC2\xA0"
                                      "B",
                                      "a b"},
                                     {"5\xC3\x97"
                                      "3",
                                      "5 3"},
                                     {"\xE6\x97\xA5", "\xE6\x97\xA5"},
                                     {"caf\xC3", "caf\xC3"},
                                     {"...", ""},
                                     {"", ""}}) {
    EXPECT_EQ(fold(text), folded) << text;
  }
  EXPECT_EQ(folded_words("St. Mary's"), (std::vector<std::string>{"st", "marys"}));
  EXPECT_TRUE(folded_words(" - ").empty());
}

TEST(Folding, CountsTheSlipsBetweenTwoWords) {
  for (const auto& [left, right, apart] :
       {std::tuple{"abbey", "abbey", 0}, std::tuple{"abbey", "abey", 1},
        std::tuple{"abbey", "abbye", 1}, std::tuple{"abbey", "abbeys", 1},
        std::tuple{"abbey", "obbey", 1}, std::tuple{"abbey", "abayb", 3},
        std::tuple{"manchester", "manchetser", 1}, std::tuple{"manchester", "mancehsetr", 2},
        std::tuple{"", "ab", 2}, std::tuple{"ca", "abc", 3}}) {
    EXPECT_EQ(letters_apart(left, right, 3), apart) << left << ' ' << right;
    EXPECT_EQ(letters_apart(right, left, 3), apart) << right << ' ' << left;
    for (int limit = 0; limit < 3; ++limit) {
      EXPECT_EQ(letters_apart(left, right, limit), std::min(apart, limit + 1));
    }
  }
  const std::string long_word(100, 'a');
  EXPECT_EQ(letters_apart(long_word, long_word, 1), 0);
  EXPECT_EQ(letters_apart(long_word, long_word + 'b', 1), 2);
}

TEST(WordIndex, FindsWordsByAPartOfThemAndElseByASlip) {
  const WordIndex index({"Abbey School Leeds", "Abbeyfield House", "Birch Manchester M1 1AE", ""});
  const auto schools = [&](const std::string& word) {
    std::set<std::uint32_t> found;
    index.each_school(index.find(word), [&](std::uint32_t school) { found.insert(school); });
    return found;
  };
  using Set = std::set<std::uint32_t>;
  EXPECT_EQ(schools("abbey"), (Set{0, 1}));
  EXPECT_EQ(schools("bey"), (Set{0, 1}));
  EXPECT_EQ(schools("eyfi"), (Set{1}));
  EXPECT_EQ(schools("abey"), (Set{0}));
  EXPECT_EQ(schools("manhcestre"), (Set{2}));
  EXPECT_EQ(schools("brch"), (Set{2}));
  EXPECT_EQ(schools("lee"), (Set{0}));
  EXPECT_EQ(schools("lea"), Set{});  // too short for a slip
  EXPECT_EQ(schools("1af"), Set{});  // a postcode is not guessed at
  EXPECT_TRUE(index.find("abbey").is_exact);
  EXPECT_FALSE(index.find("abey").is_exact);
  EXPECT_TRUE(WordIndex({}).find("abbey").words.empty());
}

}  // namespace
}  // namespace assize::registry
