// Whether a text seems to say something of a child: a name, a date of birth, a UPN or an NHS
// number. It errs on the side of refusing, and cannot know every name; what it says never repeats
// the text. Pure; thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "pricing/exact/date.h"

namespace assize::registry {

// "looks like a date of birth"; none if nothing is seen. Looks for:
// - a UPN: a check letter that is right, then twelve digits (the last may be a letter);
// - an NHS number: ten digits, together or as three, three and four, of which the last is right,
//   modulo 11;
// - a date, however written, on which somebody now aged 2 to 26 was born; eight digits that are one
//   are taken for one too;
// - a name: a common given name as a word or as a part of one (J-SMITH has none, JOHN_SMITH has), a
//   title or an initial before a capitalised word, two capitalised words together, or a surname, a
//   comma and another.
// Codes, digits and ordinary words pass. Spaces and hyphens hide no UPN.
std::optional<std::string_view> childs_data_in(std::string_view text, pricing::Date today);

}  // namespace assize::registry
