// The log's keys as the database knows them: which rotations were asked for, and where in the log
// each stands. Thread-safe, as far as the connection is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/verify/key_chain.h"
#include "registry/database/database.h"
#include "registry/log/keys/log_keys.h"

namespace assize::registry {

struct StoredRotation {
  audit::KeyRotation rotation;
  std::optional<std::uint64_t> index;  // of its entry; none while that waits for its place
  std::string at;                      // when it was asked for
};
// In their order. Throws LogContradiction if one is stored with signatures that are not good.
std::vector<StoredRotation> stored_rotations(Connection& connection);

// The chain that `known` is a part of, with rotations that wait for their place at its end. Refused
// if the chain does not hold together or does not hold `known`.
audit::Checked<audit::KeyChain> stored_chain(Connection& connection,
                                             const audit::VerifierKey& known);

// The keys that sign a checkpoint of `size` after one of `old_size`, whose entries have their
// places already: the one in force, and before it, if a rotation stands between the two, those that
// it follows. This node signs with the last one from now on. Throws std::runtime_error if this node
// lacks one of them.
std::vector<audit::SigningKey> checkpoint_signers(Connection& connection, LogKeys& keys,
                                                  std::uint64_t old_size, std::uint64_t size);

}  // namespace assize::registry
