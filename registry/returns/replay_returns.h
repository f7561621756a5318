// Judging stored returns again, from the bytes that were kept, and comparing as replay_filing does.
// Reads only. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "registry/database/database.h"
#include "registry/filings/replay.h"

namespace assize::registry {

// None if no returns were filed under that id.
std::optional<Replay> replay_returns(Database& database, std::string_view id);

}  // namespace assize::registry
