#include "audit/entry/key_rotation.h"

#include <stdexcept>

#include "audit/note/key_name.h"

namespace assize::audit {
namespace {

// The message is, like a receipt's, the text of a signed note that is no checkpoint.
constexpr std::string_view first_line = "Assize log key rotation, version 1\n";
constexpr std::string_view entry_start = R"({"action":"log.key_rotated",)";
constexpr std::size_t rotations_limit = 1'000;

Checked<std::string> string_member(const CanonicalValue& value, std::string_view key) {
  const CanonicalValue* member = value.find(key);
  if (member == nullptr || member->string() == nullptr) {
    return Refusal{"a key rotation has no string \"" + std::string(key) + "\""};
  }
  return *member->string();
}

Checked<VerifierKey> key_member(const CanonicalValue& value, std::string_view key) {
  const auto text = string_member(value, key);
  if (!text) return Refusal{text.reason()};
  auto parsed = VerifierKey::parse(*text);
  if (!parsed) return Refusal{"a key rotation's \"" + std::string(key) + "\": " + parsed.reason()};
  return parsed;
}

Checked<std::string> signature_member(const CanonicalValue& value, std::string_view key,
                                      const VerifierKey& signer, const std::string& message) {
  const auto text = string_member(value, key);
  if (!text) return Refusal{text.reason()};
  auto bytes = from_base64(*text);
  if (!bytes || !signer.verify(message, *bytes)) {
    return Refusal{"a key rotation's \"" + std::string(key) + "\" is not a signature by the key " +
                   key_id_text(signer.key_id())};
  }
  return bytes;
}

}  // namespace

std::string rotation_message(const VerifierKey& from, const VerifierKey& to) {
  std::string message(first_line);
  return message.append(from.text()).append("\n").append(to.text()).append("\n");
}

KeyRotation rotate_key(const SigningKey& from, const SigningKey& to) {
  if (from.name() != to.name() || from.verifier() == to.verifier()) {
    throw std::invalid_argument("a log's key is followed by another key of the same name");
  }
  const std::string message = rotation_message(from.verifier(), to.verifier());
  return {from.verifier(), to.verifier(), from.sign(message), to.sign(message)};
}

CanonicalValue rotation_value(const KeyRotation& rotation) {
  return CanonicalValue::Object{{"countersignature", base64(rotation.countersignature)},
                                {"from", rotation.from.text()},
                                {"signature", base64(rotation.signature)},
                                {"to", rotation.to.text()}};
}

Checked<KeyRotation> parse_rotation(const CanonicalValue& value) {
  if (value.object() == nullptr || value.object()->size() != 4) {
    return Refusal{"a key rotation is an object of countersignature, from, signature and to"};
  }
  const auto from = key_member(value, "from");
  if (!from) return Refusal{from.reason()};
  const auto to = key_member(value, "to");
  if (!to) return Refusal{to.reason()};
  if (from->name() != to->name() || *from == *to) {
    return Refusal{"a key rotation is from one key of a log to another of the same name"};
  }
  const std::string message = rotation_message(*from, *to);
  const auto signature = signature_member(value, "signature", *from, message);
  if (!signature) return Refusal{signature.reason()};
  const auto countersignature = signature_member(value, "countersignature", *to, message);
  if (!countersignature) return Refusal{countersignature.reason()};
  return KeyRotation{*from, *to, *signature, *countersignature};
}

Checked<KeyRotation> rotation_of_entry(std::string_view entry) {
  const auto parsed = parse_entry(entry);
  if (!parsed) return Refusal{parsed.reason()};
  if (parsed->action != rotation_action || parsed->subject != rotation_subject) {
    return Refusal{"the entry is no key rotation"};
  }
  return parse_rotation(parsed->public_part);
}

bool is_rotation(std::string_view entry) { return entry.starts_with(entry_start); }

std::string rotations_text(const std::vector<KeyRotation>& rotations) {
  CanonicalValue::Array values;
  for (const KeyRotation& rotation : rotations) values.push_back(rotation_value(rotation));
  return canonical_text(CanonicalValue::Object{{"rotations", std::move(values)}});
}

Checked<std::vector<KeyRotation>> parse_rotations(std::string_view text) {
  const auto value = parse_canonical(text);
  if (!value) return Refusal{"the key rotations are " + value.reason()};
  const CanonicalValue* list = value->find("rotations");
  if (list == nullptr || list->array() == nullptr || list->array()->size() > rotations_limit) {
    return Refusal{"the key rotations are not a list of at most 1,000"};
  }
  std::vector<KeyRotation> rotations;
  for (const CanonicalValue& one : *list->array()) {
    auto rotation = parse_rotation(one);
    if (!rotation) return Refusal{rotation.reason()};
    rotations.push_back(std::move(rotation).value());
  }
  return rotations;
}

}  // namespace assize::audit
