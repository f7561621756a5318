// Rotation of the log's key: an entry by which the old key names the new one. Thread-safe.
#pragma once

#include <optional>

#include "audit/entry/entry.h"
#include "audit/entry/key_rotation.h"
#include "registry/access/caller.h"
#include "registry/log/journal.h"

namespace assize::registry {

// Makes the next key in its file and enters the rotation, to be sequenced like any entry: from the
// checkpoint that holds it on, the new key signs. If one was entered and not ended before, that is
// the one given. Faults if the caller may not, or the keys are in no file.
Result<audit::KeyRotation> rotate_log_key(Database& database, const Journal& journal,
                                          const Caller& caller);

// Ends a rotation that has its place in the log: the new key's file takes the place of the old
// one's. Says whether the log's last rotation has its place. Throws std::runtime_error if the files
// cannot be changed. To be called until it has, and at each start.
bool settle_log_key(Database& database, LogKeys& keys);

}  // namespace assize::registry
