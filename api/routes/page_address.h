// The Link header of a list's page. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/http/message/request.h"

namespace assize::api {

// The same list from another page; the first where there is no cursor.
std::string page_address(std::string_view path, const Query& query, const std::string& cursor);
// "<…>; rel="first", <…>; rel="next"".
std::string page_links(std::string_view path, const Query& query,
                       const std::optional<std::string>& next);

}  // namespace assize::api
