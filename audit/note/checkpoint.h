// Signed notes and checkpoints as C2SP signed-note and tlog-checkpoint have them. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/note/signing_key.h"
#include "audit/result.h"
#include "audit/tree/hash.h"

namespace assize::audit {

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;  // what follows the key id: 64 bytes for Ed25519
};

struct SignedNote {
  std::string text;  // ends with a newline
  std::vector<NoteSignature> signatures;
};

std::string note_text(const SignedNote& note);
// One line of it: an em dash, the key's name, key id and signature in base64, and a newline.
std::string signature_line(const NoteSignature& signature);
Checked<SignedNote> parse_note(std::string_view note);
// Adds the key's signature over note.text.
void sign_note(SignedNote& note, const SigningKey& key);
// What the note has of that key: no signature, a good one, or one that names the key and fails.
// That one spoils the note, even beside a good one.
enum class SignatureBy { nobody, good, bad };
SignatureBy signature_by(const SignedNote& note, const VerifierKey& key);
// Whether a signature by that key is there and good.
bool is_signed_by(const SignedNote& note, const VerifierKey& key);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
};

std::string checkpoint_text(const Checkpoint& checkpoint);  // the note's text: origin, size, root
Checked<Checkpoint> parse_checkpoint(std::string_view note_text);
std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
// With a signature by each key, in their order.
std::string sign_checkpoint(const Checkpoint& checkpoint, const std::vector<SigningKey>& keys);
// Parses the note, checks the key's signature and that the origin is the key's name.
Checked<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

}  // namespace assize::audit
