// Moments as a DATETIME(6) column holds them ("2026-03-31 09:15:02.123456", in UTC) and as
// everything else writes them ("2026-03-31T09:15:02.123456Z"). Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace assize::registry {

std::string instant_to_database(std::string_view instant_text);
std::string instant_from_database(std::string_view column);

}  // namespace assize::registry
