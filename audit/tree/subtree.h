// Roots of lists of hashes, as RFC 6962 section 2.1 splits them. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "audit/tree/hash.h"

namespace assize::audit {

// The largest power of two below `count`, which is at least 2: where a tree of that many divides.
std::uint64_t left_share(std::uint64_t count);

// The root over hashes that stand side by side: one or more of them.
Hash fold(std::vector<Hash> hashes);

// The hashes that a tile's bytes hold, up to `width` of them. Throws std::runtime_error if they are
// fewer.
std::vector<Hash> hashes_in(std::string_view tile, std::size_t width);
void append_hash(std::string& tile, const Hash& hash);

}  // namespace assize::audit
