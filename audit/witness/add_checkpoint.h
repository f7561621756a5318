// The body of a request to a witness, by C2SP tlog-witness: the size that it saw last, the proof
// from there, and the new checkpoint. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/result.h"
#include "audit/tree/hash.h"

namespace assize::audit {

struct AddCheckpoint {
  std::uint64_t old_size = 0;
  std::vector<Hash> proof;  // of consistency, from old_size to the checkpoint's
  std::string note;         // the signed checkpoint
};

// A note of 1,000,000 bytes and a proof of 63 hashes.
inline constexpr std::size_t add_checkpoint_limit_bytes = 1'004'000;

// Throws std::length_error for more than 63 hashes, more than a proof can have.
std::string add_checkpoint_text(const AddCheckpoint& request);
// The note is not looked into.
Checked<AddCheckpoint> parse_add_checkpoint(std::string_view text);

}  // namespace assize::audit
