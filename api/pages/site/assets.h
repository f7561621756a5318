// The style sheet, the script and the icon of the pages: under addresses that hold their hash, to
// be kept for ever, and compressed beforehand. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "api/http/backend.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"

namespace assize::api {

// "assize.css" -> "/assets/assize.0123456789abcdef.css".
const std::string& asset_address(std::string_view name);

Response show_asset(const Request& request, Backend& backend);

}  // namespace assize::api
