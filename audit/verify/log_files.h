// The files of a log's static layout, read one by one and held to their form. Thread-safe if the
// source is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/tree/tile.h"
#include "audit/verify/verify_log.h"

namespace assize::audit {

// The tile of that many leaves' tree at `level` and `index`; its width is 0 if there is none.
TileId tile_of(std::uint64_t size, int level, std::uint64_t index);

// Exactly the bytes of id.width hashes. Where a partial tile is gone, as it may be once a full one
// has taken its place, its part of the full one. The refusal names the file.
Checked<std::string> read_hash_tile(const LogSource& source, const TileId& id);

// A bundle's bytes, and its entries within them.
struct Bundle {
  std::string bytes;
  std::vector<std::string_view> entries;
};
// Exactly id.width entries; otherwise likewise. `into` keeps its memory from one call to the next.
std::optional<Refusal> read_bundle(const LogSource& source, const TileId& id, Bundle& into);

}  // namespace assize::audit
