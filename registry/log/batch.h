// One batch of the sequencer, inside its transaction. Thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "audit/note/signing_key.h"
#include "registry/database/database.h"

namespace assize::registry {

struct Batch {
  std::uint64_t entries = 0;
  std::string note;  // the new checkpoint; "" if there was nothing to do
};

// Takes or renews the lease and sequences what is pending, up to a limit; nothing if another
// holder's lease is good.
Batch sequence_batch(Transaction& transaction, const audit::SigningKey& key,
                     const std::string& holder);

}  // namespace assize::registry
