// Whole numbers as text, strictly: digits alone, no sign, no leading zero. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "audit/result.h"

namespace assize::audit {

Checked<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace assize::audit
