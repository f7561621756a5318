// One batch of the sequencer, inside its transaction. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/note/checkpoint.h"
#include "registry/database/database.h"
#include "registry/log/keys/log_keys.h"

namespace assize::registry {

struct Batch {
  std::uint64_t entries = 0;
  bool is_full = false;  // there may be more to sequence at once
  audit::Checkpoint checkpoint;
  std::string note;  // the checkpoint's; "" if there was nothing to do
};

// Takes or renews the lease and sequences what is pending, up to a limit; nothing if another
// holder's lease is good. The batch that holds a rotation of the key is signed by the key before
// and the one after. Throws LogContradiction if the stored log does not extend `seen`.
Batch sequence_batch(Transaction& transaction, LogKeys& keys, const std::string& holder,
                     const std::optional<audit::Checkpoint>& seen);

}  // namespace assize::registry
