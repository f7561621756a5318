// Whether an inspection found standards met, from its outcome in any of its forms. Pure;
// thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "pricing/market/market_facts.h"

namespace assize::registry {

// Of an outcome as files/inspections_file.h keeps it, or in the words of GIAS. None where it leaves
// that open, as "Requires improvement" does. Of a report card: unmet, if safeguarding or the
// independent school standards are, or any area needs urgent improvement; met, if the independent
// school standards are.
std::optional<pricing::Standards> standards_found(std::string_view outcome);

}  // namespace assize::registry
