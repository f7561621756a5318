// The identifiers of organisations: providers and groups. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace assize::pricing {

// GB-COH- and a company number of eight characters, GB-CHC- and a charity number of six or seven
// digits, or GB-UKPRN- and its eight digits.
bool is_organisation_id(std::string_view text);

// One sentence for a text that is none: what to write.
std::string explain_organisation_id(std::string_view text);

}  // namespace assize::pricing
