// What a token may be held to beside its role: "filings:read" is every GET below /v1/filings,
// "filings:write" whatever changes something there. What is open to all needs no scope. Pure;
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/http/router.h"
#include "pricing/result.h"
#include "registry/access/caller.h"

namespace assize::api {

bool is_in_scope(const std::vector<std::string>& scopes, const Route& route);
// The scopes as they are to be kept; a fault, "scopes", names one that opens nothing to the role.
Result<std::vector<std::string>> parse_scopes(const std::vector<std::string>& texts,
                                              registry::Role role);

}  // namespace assize::api
