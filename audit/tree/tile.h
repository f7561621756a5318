// The tiled layout of C2SP tlog-tiles: where a tile lives, which hashes it holds, and how a batch
// of new entries changes the stored tiles. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/result.h"
#include "audit/tree/hash.h"

namespace assize::audit {

inline constexpr int tile_height = 8;
inline constexpr std::uint64_t tile_width = 256;

// A hash tile at `level` 0.., or an entry bundle where level is `entries_level`. `width` is 1..256;
// 256 is full.
struct TileId {
  int level = 0;
  std::uint64_t index = 0;
  std::uint32_t width = 256;
  auto operator<=>(const TileId&) const = default;
};
inline constexpr int entries_level = -1;

std::string tile_path(const TileId& id);                 // "tile/0/x001/234.p/17"
Checked<TileId> parse_tile_path(std::string_view path);  // that form and no other

// A bundle is, for each entry, a big-endian uint16 length and its bytes.
std::string bundle_bytes(const std::vector<std::string>& entries);
Checked<std::vector<std::string>> parse_bundle(std::string_view bytes);

// Where stored tiles are read from: the bytes of the fullest stored tile or bundle of that level
// and index, of at least `width` hashes or entries. Throws if there is none (a broken store).
using TileReader = std::function<std::string(const TileId&)>;

// What appending entries to a tree of `size` leaves must store: every tile and bundle that is new
// or fuller, the new size and root. Reads only the partial tiles on the right edge.
struct Growth {
  std::uint64_t size = 0;
  Hash root{};
  std::map<TileId, std::string> tiles;  // full ones and, for each level, at most one partial
};
Growth grow(std::uint64_t size, const std::vector<std::string>& entries, const TileReader& read);

// Root, proofs (RFC 6962 section 2.1.1 and 2.1.2) from stored tiles.
Hash root_of(std::uint64_t size, const TileReader& read);
std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const TileReader& read);
std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to, const TileReader& read);

}  // namespace assize::audit
