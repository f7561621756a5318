// Words that people write for the regulator and each other. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pricing/result.h"

namespace assize::registry {

inline constexpr std::size_t words_limit_characters = 4000;

enum class Words { needed, may_be_empty };
// Why they cannot be taken: empty, longer than 4,000 characters, or with control characters other
// than line ends and tabs. The fault's place is `place`.
std::optional<Fault> refuse_words(std::string_view place, std::string_view text, Words need);

}  // namespace assize::registry
