// What slows guessing down. Tries are counted before they are judged, so that many at once gain
// nothing, by hashes, so that no address is kept. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

// Counts one more try; says for how many seconds the next must wait, 0 if this one is let through.
// The first `free` tries cost nothing; then each doubles the wait, up to a quarter of an hour. A
// day without tries begins again.
std::int64_t count_try(Database& database, const Journal& journal, std::string_view key,
                       std::int64_t free);
// After a success.
void forget_tries(Connection& connection, std::string_view key);
// Takes one try back, that was no guess: others of the same key go on counting.
void take_back_try(Connection& connection, std::string_view key);
std::uint64_t forget_old_tries(Database& database, const Journal& journal);

}  // namespace assize::registry
