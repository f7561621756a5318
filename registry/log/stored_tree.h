// Whether the log's stored tree is what was signed: under its last checkpoint, and after one that
// this node has seen. For the files of this folder. Thread-safe, as far as the connection is.
#pragma once

#include <string>

#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"
#include "registry/log/tile_store.h"

namespace assize::registry {

// Throws LogContradiction unless the stored tiles give the last checkpoint's root.
void check_root(const StoredCheckpoint& last, const audit::TileReader& read);
// Throws LogContradiction unless the stored log extends what was seen, which `where` tells of.
void check_extends(const StoredCheckpoint& last, const audit::Checkpoint& seen,
                   const std::string& where, const audit::TileReader& read);

}  // namespace assize::registry
