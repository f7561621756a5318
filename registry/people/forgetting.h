// Forgets what nobody can use any more, so that no more is kept of a person than is needed.
// Thread-safe.
#pragma once

#include <cstdint>

#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

// Sessions that are over, tries of yesterday, links to set a password that have run out, browsers
// not seen for a year, and the names and addresses in invitations that have run out. Says how many
// rows. For a timer.
std::uint64_t forget_what_is_over(Database& database, const Journal& journal);

}  // namespace assize::registry
