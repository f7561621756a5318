#include "audit/note/cosignature.h"

#include <algorithm>

#include "audit/note/key_name.h"

namespace assize::audit {
namespace {

constexpr std::size_t time_bytes = 8;
constexpr PosixSeconds latest_time = (PosixSeconds{1} << 63) - 1;

std::string message_of(std::string_view checkpoint_text, PosixSeconds at) {
  std::string message = "cosignature/v1\ntime " + std::to_string(at) + "\n";
  return message.append(checkpoint_text);
}

}  // namespace

WitnessKey::WitnessKey(VerifierKey key)
    : key_(std::move(key)), key_id_(key_id_of(key_.name(), key_.public_key(), cosignature_type)) {}

WitnessKey WitnessKey::of(const SigningKey& key) { return WitnessKey(key.verifier()); }

Checked<WitnessKey> WitnessKey::parse(std::string_view vkey) {
  const std::size_t first = vkey.find('+');
  const std::size_t second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
  if (second == std::string_view::npos) {
    return Refusal{"not a witness's key: expected NAME+KEYID+KEY"};
  }
  const std::string name(vkey.substr(0, first));
  const auto key_id = parse_key_id(vkey.substr(first + 1, second - first - 1));
  const auto encoded = from_base64(vkey.substr(second + 1));
  if (!is_key_name(name) || !key_id || !encoded || encoded->empty()) {
    return Refusal{
        "not a witness's key: expected NAME+KEYID+KEY, the key id as 8 hexadecimal digits and the "
        "key in base64"};
  }
  if (encoded->front() != cosignature_type || encoded->size() != 1 + ed25519_key_bytes) {
    return Refusal{"the key of " + name +
                   " is not one to cosign with (type 4, 32 bytes); a log's own key is of type 1"};
  }
  WitnessKey key(VerifierKey::of(name, encoded->substr(1)));
  if (key.key_id() != *key_id) {
    return Refusal{"the key id in the key of " + name +
                   " is not that of its name and key: part of it was changed or lost"};
  }
  return key;
}

std::string WitnessKey::text() const {
  return name() + "+" + key_id_text(key_id_) + "+" + base64(cosignature_type + key_.public_key());
}

std::optional<PosixSeconds> WitnessKey::verify(std::string_view checkpoint_text,
                                               std::string_view signature) const {
  if (signature.size() != time_bytes + ed25519_signature_bytes) return std::nullopt;
  PosixSeconds at = 0;
  for (std::size_t byte = 0; byte < time_bytes; ++byte) {
    at = at << 8 | static_cast<unsigned char>(signature[byte]);
  }
  if (at > latest_time) return std::nullopt;
  if (!key_.verify(message_of(checkpoint_text, at), signature.substr(time_bytes))) {
    return std::nullopt;
  }
  return at;
}

NoteSignature cosign(std::string_view checkpoint_text, const SigningKey& key, PosixSeconds at) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(at >> shift);
  bytes += key.sign(message_of(checkpoint_text, at));
  return {key.name(), WitnessKey::of(key).key_id(), std::move(bytes)};
}

Checked<PosixSeconds> cosigned_at(const SignedNote& note, const WitnessKey& witness) {
  const std::string who = witness.name() + " with key id " + key_id_text(witness.key_id());
  std::optional<PosixSeconds> latest;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != witness.name() || signature.key_id != witness.key_id()) continue;
    const auto at = witness.verify(note.text, signature.bytes);
    if (!at) return Refusal{"the checkpoint's cosignature by the witness " + who + " is not good"};
    latest = std::max(latest.value_or(0), *at);
  }
  if (!latest) return Refusal{"the checkpoint has no cosignature by the witness " + who};
  return *latest;
}

}  // namespace assize::audit
