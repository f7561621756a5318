// The councils of England by their three-digit codes, with the region of each. Built into the
// program; facts published by the Department for Education and the Office for National Statistics
// under the Open Government Licence. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pricing/exact/codes.h"

namespace assize::registry {

struct LocalAuthority {
  pricing::LaCode code;
  std::string name;
  std::string region_code;  // "E12000007"
  std::string region;       // "London"
};

// All 153 that exist today, by code.
std::span<const LocalAuthority> local_authorities();
// Null for a code that no council of England has today: a Welsh one, or one abolished.
const LocalAuthority* find_local_authority(pricing::LaCode code);
// The region as we spell it, whatever the capitals of the text; empty if it is none of the nine.
std::string_view region_named(std::string_view text);

}  // namespace assize::registry
