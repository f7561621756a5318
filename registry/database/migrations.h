// Brings a database's schema up to this program's. Thread-safe; safe to run on several nodes at once.
#pragma once

#include "pricing/result.h"
#include "registry/database/database.h"

namespace assize::registry {

// Applies the numbered migrations that are missing, under a lease; says how many. Faults if the
// database is newer than this program.
Result<int> migrate(Database& database);

}  // namespace assize::registry
