// Level 0 of a log: entry bundles against the tiles of leaf hashes. Thread-safe if the source is.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "audit/tree/tile.h"
#include "audit/verify/verify_log.h"

namespace assize::audit {

struct Leaves {
  std::vector<Hash> hashes;
  // Entries that begin as key rotations do, with their indexes.
  std::vector<std::pair<std::uint64_t, std::string>> rotations;
};

// Hashes every entry of the bundle `index` of a log of `size` entries and compares the hashes with
// the stored tile. Gives the hashes, or names the first entry at odds.
Checked<Leaves> check_leaves(const LogSource& source, std::uint64_t size, std::uint64_t index);

}  // namespace assize::audit
