// The day in London at a moment. British Summer Time runs from 01:00 UTC on the last Sunday of
// March to 01:00 UTC on the last Sunday of October (Summer Time Order 2002), so no zone files are
// needed. Thread-safe.
#pragma once

#include "audit/entry/entry.h"
#include "pricing/exact/date.h"

namespace assize::registry {

pricing::Date london_date(audit::Instant at);
// The first moment of the day after in London.
audit::Instant next_london_midnight(audit::Instant at);

}  // namespace assize::registry
