// Percent-encoding (RFC 3986 section 2.1). Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace assize::api {

// Everything but letters, digits and "-._~" escaped.
std::string percent_encoded(std::string_view text);

}  // namespace assize::api
