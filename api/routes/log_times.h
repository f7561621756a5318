// The times that bound a search of the log: a day, or an instant to the microsecond. Pure;
// thread-safe.
#pragma once

#include <string_view>

#include "audit/entry/entry.h"
#include "pricing/result.h"

namespace assize::api {

// The start of a day, in UTC, or the instant itself.
Result<audit::Instant> parse_log_from(std::string_view text);
// The end of a day, or the instant after the one given: the bound is exclusive.
Result<audit::Instant> parse_log_to(std::string_view text);

}  // namespace assize::api
