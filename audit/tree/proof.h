// Checking inclusion and consistency proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2). Pure;
// thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "audit/result.h"
#include "audit/tree/hash.h"

namespace assize::audit {

// Refused, with the reason, unless `proof` shows that `leaf` is at `index` in the tree of that
// root.
Checked<bool> check_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                              const std::vector<Hash>& proof, const Hash& root);
// Refused unless `proof` shows that the tree of `to` leaves extends the one of `from`.
Checked<bool> check_consistency(std::uint64_t from, std::uint64_t to, const Hash& from_root,
                                const Hash& to_root, const std::vector<Hash>& proof);

}  // namespace assize::audit
