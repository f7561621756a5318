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
#include "audit/verify/key_chain.h"

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

// What a file shows.
struct ProvenEntry {
  std::uint64_t index = 0;
  Checkpoint checkpoint;
  std::string note;  // the checkpoint's
  KeyChain keys;     // the one given, and those that the rotations in `extra` tie to it
};
// The checkpoint that the file shows `leaf` to be under, or why it shows no such thing. The
// checkpoint may be signed by any key that rotations_text in `extra` ties to the one given.
Checked<ProvenEntry> verify_proof_file(std::string_view text, const Hash& leaf,
                                       const VerifierKey& key);

}  // namespace assize::audit
