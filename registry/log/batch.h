// One batch of the sequencer, inside its transaction. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/note/checkpoint.h"
#include "audit/note/signing_key.h"
#include "registry/database/database.h"

namespace assize::registry {

struct Batch {
  std::uint64_t entries = 0;
  bool is_full = false;  // there may be more to sequence at once
  audit::Checkpoint checkpoint;
  std::string note;  // the checkpoint's; "" if there was nothing to do
};

// Takes or renews the lease and sequences what is pending, up to a limit; nothing if another
// holder's lease is good. Throws LogContradiction if the stored log does not extend `seen`.
Batch sequence_batch(Transaction& transaction, const audit::SigningKey& key,
                     const std::string& holder, const std::optional<audit::Checkpoint>& seen);

}  // namespace assize::registry
