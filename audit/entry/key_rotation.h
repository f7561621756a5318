// A change of the log's key, as an entry states it: signed by the old key over the new one, and by
// the new one too, so that the statement stands by itself. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/entry/entry.h"
#include "audit/note/signing_key.h"
#include "audit/result.h"

namespace assize::audit {

inline constexpr const char* rotation_action = "log.key_rotated";
inline constexpr const char* rotation_subject = "log/key";

struct KeyRotation {
  VerifierKey from;
  VerifierKey to;
  std::string signature;         // 64 raw bytes, by `from` over rotation_message
  std::string countersignature;  // likewise, by `to`
};

std::string rotation_message(const VerifierKey& from, const VerifierKey& to);
// Throws std::invalid_argument if the two are not keys of one name, or are one key.
KeyRotation rotate_key(const SigningKey& from, const SigningKey& to);

// The public part of the entry.
CanonicalValue rotation_value(const KeyRotation& rotation);
// Refused unless both signatures are good and both keys are of one log.
Checked<KeyRotation> parse_rotation(const CanonicalValue& value);
// The rotation that an entry of the log states. Refused as above, and if it is another entry.
Checked<KeyRotation> rotation_of_entry(std::string_view entry);
// Whether the entry's canonical text begins as that of a rotation does. Quick.
bool is_rotation(std::string_view entry);

// Rotations in one text, to go along with a proof. `parse_rotations` checks each one's signatures.
std::string rotations_text(const std::vector<KeyRotation>& rotations);
Checked<std::vector<KeyRotation>> parse_rotations(std::string_view text);

}  // namespace assize::audit
