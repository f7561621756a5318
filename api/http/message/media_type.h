// Media types and credentials, as far as the service reads them. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assize::api {

// "Text/CSV; charset=utf-8" -> "text/csv".
std::string media_type(std::string_view content_type);
// Whether an Accept value takes that type: by its most specific range, not refused with q=0
// (RFC 9110 section 12.5.1).
bool accepts(std::string_view accept, std::string_view type);
// Whether an Accept value names that type more closely than the usual one; weights are not
// compared.
bool prefers(std::string_view accept, std::string_view type, std::string_view usual);
// Whether a list with spaces between holds that word.
bool is_listed(std::string_view word, std::string_view list);
// The token of "Bearer token"; none if the credentials are of another scheme.
std::optional<std::string_view> bearer_token(std::string_view authorization);

}  // namespace assize::api
