// The councils of England by their three-digit codes, with the region of each. Built into the
// program; facts published by the Department for Education and the Office for National Statistics
// under the Open Government Licence. Thread-safe.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"

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

// A council that is no more: its code ended, and those of others took its place the day after.
struct FormerCouncil {
  pricing::LaCode code;
  std::string name;
  pricing::Date last_day;
  std::vector<pricing::LaCode> became;  // of today's; by code
  std::string source;                   // the order that did it, as legislation.gov.uk has it
};
// Those abolished since 2009 whose codes ended, by code. A council that kept its code (North
// Yorkshire, Buckinghamshire) is not among them.
std::span<const FormerCouncil> former_councils();
// Null for any other code.
const FormerCouncil* find_former_council(pricing::LaCode code);
// The codes of today that answer for a code: itself, or what it became; none for no council's.
std::vector<pricing::LaCode> councils_of_today(pricing::LaCode code);
// The code that stood for today's on a day: a former council's, where only one became it; none
// where several did, so that the day's code cannot be told.
std::optional<pricing::LaCode> council_on(pricing::LaCode code, pricing::Date day);
// The name of a council of today or a former one; empty for no council's.
std::string_view name_of_council(pricing::LaCode code);

// The region of a school: its council's, and what its source says only where it has no council of
// today. Empty if neither tells.
std::string region_of_school(const std::optional<std::string>& la_code,
                             const std::optional<std::string>& told);

// The region as we spell it, whatever the capitals of the text; empty if it is none of the nine.
std::string_view region_named(std::string_view text);

}  // namespace assize::registry
