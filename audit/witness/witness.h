// What a witness decides: whether a checkpoint extends the last one that it cosigned, by C2SP
// tlog-witness. Whoever asks must keep the new state, safely, before anyone sees the cosignature.
// Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/note/cosignature.h"
#include "audit/result.h"

namespace assize::audit {

// What a witness knows of the one log that it watches.
struct WitnessState {
  std::vector<VerifierKey> keys;  // of the log, any of which may sign: at least one, of one name
  PosixSeconds cosigned_at = 0;
  std::string note;       // of the last checkpoint cosigned; empty before the first
  Checkpoint checkpoint;  // that one's; of size 0 before the first

  const std::string& origin() const { return keys.front().name(); }
};

// A state that has seen nothing of the log of that key.
WitnessState new_witness_state(const VerifierKey& key);
// The state as it is kept in a file, and read again.
std::string witness_state_text(const WitnessState& state);
Checked<WitnessState> parse_witness_state(std::string_view text);

// The state after the checkpoint in `note` is cosigned, and the cosignature. Never with an earlier
// time than the last one's, whatever the clock says. The caller vouches for the checkpoint.
struct Cosigned {
  WitnessState state;
  std::string line;
};
Cosigned cosign_next(const WitnessState& state, const SigningKey& key, std::string note,
                     const Checkpoint& checkpoint, PosixSeconds now);

// The answer to a request to add a checkpoint.
struct WitnessAnswer {
  int status = 400;
  std::string body;  // 200: the cosignature; 409: the size seen last; or the reason
  std::optional<WitnessState> state;  // 200 only: what must be kept before this is sent
};
WitnessAnswer answer_add_checkpoint(std::string_view request, const WitnessState& state,
                                    const SigningKey& key, PosixSeconds now);

}  // namespace assize::audit
