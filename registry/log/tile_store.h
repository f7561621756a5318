// The log's tables as the audit module needs them: stored tiles and the last checkpoint. For the
// files of this folder. Thread-safe, as far as the connection is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/tree/hash.h"
#include "audit/tree/tile.h"
#include "registry/database/database.h"

namespace assize::registry {

struct StoredCheckpoint {
  std::uint64_t size = 0;
  audit::Hash root = audit::empty_root();
  std::string note;  // "" for the empty log
  std::uint64_t fencing = 0;
};
StoredCheckpoint last_checkpoint(Connection& connection);

std::optional<std::string> stored_tile(Connection& connection, int level, std::uint64_t index);
// Throws LogContradiction for a tile that is missing.
audit::TileReader tile_reader(Connection& connection);
audit::Hash hash_from_bytes(const std::string& bytes);

}  // namespace assize::registry
