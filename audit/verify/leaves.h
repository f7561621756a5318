// Level 0 of a log: entry bundles against the tiles of leaf hashes. Thread-safe if the source is.
#pragma once

#include <vector>

#include "audit/tree/tile.h"
#include "audit/verify/verify_log.h"

namespace assize::audit {

// Hashes every entry of the bundle `index` of a log of `size` entries and compares the hashes with
// the stored tile. Gives the hashes, or names the first entry at odds.
Checked<std::vector<Hash>> check_leaves(const LogSource& source, std::uint64_t size,
                                        std::uint64_t index);

}  // namespace assize::audit
