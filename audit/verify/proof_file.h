// Proof files by C2SP tlog-proof: an entry's index, its inclusion proof and the signed checkpoint,
// in one text that can be checked with nothing but the log's key. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/note/checkpoint.h"
#include "audit/result.h"
#include "audit/tree/hash.h"

namespace assize::audit {

struct ProofFile {
  std::optional<std::string> extra = std::nullopt;  // raw bytes that nothing vouches for
  std::uint64_t index = 0;
  std::vector<Hash> proof;
  std::string checkpoint;  // the signed note, as the log gave it
};

// Throws std::length_error for more than 64 hashes, more than a proof can have.
std::string proof_file_text(const ProofFile& file);
Checked<ProofFile> parse_proof_file(std::string_view text);

// The checkpoint that the file shows `leaf` to be under, or why it shows no such thing.
Checked<Checkpoint> verify_proof_file(std::string_view text, const Hash& leaf,
                                      const VerifierKey& key);

}  // namespace assize::audit
