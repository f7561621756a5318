#include "registry/log/stored_tree.h"

#include "registry/log/sequencer.h"

namespace assize::registry {

void check_root(const StoredCheckpoint& last, const audit::TileReader& read) {
  if (audit::root_of(last.size, read) == last.root) return;
  throw LogContradiction(
      "The log's stored tiles do not give the root of its last checkpoint (size " +
      std::to_string(last.size) + "). Restore the database from its backup.");
}

void check_extends(const StoredCheckpoint& last, const audit::Checkpoint& seen,
                   const std::string& where, const audit::TileReader& read) {
  if (seen.size == last.size && seen.root == last.root) return;
  const std::string both = "The log in the database has " + std::to_string(last.size) +
                           " entries, and this node has already seen a signed checkpoint of " +
                           std::to_string(seen.size) + where + ". ";
  if (seen.size > last.size) {
    throw LogContradiction(
        both +
        "The database was put back to an earlier state. Restore a later backup; signing on "
        "from here would contradict what was published.");
  }
  if (seen.size == last.size || audit::root_of(seen.size, read) != seen.root) {
    throw LogContradiction(both +
                           "The two do not agree: this is another log, or it was changed. "
                           "Restore the database that the checkpoint belongs to.");
  }
}

}  // namespace assize::registry
