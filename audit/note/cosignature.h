// A witness's statement that a checkpoint extends all it has seen of that log, as C2SP
// tlog-cosignature has it: Ed25519 (type 0x04) over the checkpoint and a time. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/note/checkpoint.h"
#include "audit/note/signing_key.h"
#include "audit/result.h"

namespace assize::audit {

// Whole seconds since 1970-01-01T00:00:00Z.
using PosixSeconds = std::uint64_t;

// name "+" 8 hexadecimal digits of key id "+" base64(0x04 ‖ public key)
class WitnessKey {
 public:
  static Checked<WitnessKey> parse(std::string_view vkey);
  // The public half of a witness's signing key. Its key id is not that of the same key in a note.
  static WitnessKey of(const SigningKey& key);
  const std::string& name() const { return key_.name(); }
  std::uint32_t key_id() const { return key_id_; }
  std::string text() const;
  // When that cosignature of a checkpoint's text was made; none if it is not a good one.
  std::optional<PosixSeconds> verify(std::string_view checkpoint_text,
                                     std::string_view signature) const;

 private:
  explicit WitnessKey(VerifierKey key);
  VerifierKey key_;
  std::uint32_t key_id_;
};

NoteSignature cosign(std::string_view checkpoint_text, const SigningKey& key, PosixSeconds at);

// When the witness cosigned that note: the last time, if more than once. Refused if it has not, or
// if a line that names its key fails.
Checked<PosixSeconds> cosigned_at(const SignedNote& note, const WitnessKey& witness);

}  // namespace assize::audit
