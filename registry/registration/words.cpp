#include "registry/registration/words.h"

#include <algorithm>

#include "registry/register/files/source_values.h"

namespace assize::registry {

std::optional<Fault> refuse_words(std::string_view place, std::string_view text, Words need) {
  const std::string at(place);
  if (need == Words::needed && plain_text(text).empty()) {
    return Fault{at, "this is missing: say it in words"};
  }
  if (length_characters(text) > words_limit_characters) {
    return Fault{at, "this is longer than 4,000 characters: shorten it"};
  }
  const bool has_control = std::ranges::any_of(text, [](unsigned char each) {
    return (each < 0x20 && each != '\n' && each != '\r' && each != '\t') || each == 0x7F;
  });
  if (has_control) return Fault{at, "this has a control character: write plain text"};
  return std::nullopt;
}

}  // namespace assize::registry
