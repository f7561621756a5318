// Places at which a test has this process killed or stopped, to see what a crash there leaves. They
// exist only in a build with tests; elsewhere reaching one is nothing at all. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace assize::registry {

// In the order in which a command and then the sequencer reach them.
enum class FaultPoint {
  entry_appended,     // a command's entry is in its transaction, which is not committed
  batch_begun,        // before the lease
  lease_taken,        // and not committed, as all that follows up to batch_committed
  pending_read,       // what goes into the batch is known
  tree_checked,       // the stored tree gave the last checkpoint's root
  places_stored,      // each entry's place
  tiles_stored,       // hash tiles and bundles
  checkpoint_stored,  // signed and stored
  pending_deleted,    // just before the commit
  batch_committed,    // just after it, and before the checkpoint is kept as seen
  seen_written,       // beside its place
  seen_kept,          // in its place
  lease_released,
  tile_file_written,  // beside its place in the cache of tiles
};
inline constexpr std::array<std::string_view, 14> fault_point_names = {
    "entry_appended", "batch_begun",  "lease_taken",       "pending_read",     "tree_checked",
    "places_stored",  "tiles_stored", "checkpoint_stored", "pending_deleted",  "batch_committed",
    "seen_written",   "seen_kept",    "lease_released",    "tile_file_written"};
static_assert(fault_point_names.size() ==
              static_cast<std::size_t>(FaultPoint::tile_file_written) + 1);

#ifdef ASSIZE_FAULT_POINTS
// Ends this process at once (SIGKILL) if the environment's ASSIZE_FAULT_POINT is the point's name,
// or stops it (SIGSTOP), once, if it is "NAME:stop".
void reach(FaultPoint point);
#else
constexpr void reach(FaultPoint) {}
#endif

}  // namespace assize::registry
