// Text as a search compares it: without capitals, accents, apostrophes and punctuation, so that
// "St. Mary's" and "st marys", "Élan" and "elan" are the same. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assize::registry {

// Words of folded letters and digits with one space between. Bytes that are no Latin letters stay.
std::string fold(std::string_view text);
// Its words.
std::vector<std::string> folded_words(std::string_view text);

// How many letters one must change, add, drop or swap with their neighbour to make one word of the
// other; `limit` + 1 if more than `limit`.
int letters_apart(std::string_view left, std::string_view right, int limit);

}  // namespace assize::registry
