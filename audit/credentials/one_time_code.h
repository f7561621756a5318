// Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds) and the text in which its
// secret is shown. Reads no clock. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/entry/entry.h"

namespace assize::audit {

inline constexpr std::int64_t code_step_seconds = 30;

// RFC 4226: `digits` digits of the counter.
std::string counter_code(std::string_view secret, std::uint64_t counter, int digits = 6);
// The step of 30 seconds whose code it is: the present one, the one before or the one after, and
// later than `last_step`, so that no code is taken twice.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, Instant at,
                                         std::int64_t last_step);
// RFC 4648 base 32, without padding.
std::string base32(std::string_view bytes);

}  // namespace assize::audit
