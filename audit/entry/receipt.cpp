// Receipts. The message that is signed is itself the text of a signed note, so that any reader of
// notes can check it; its first line has spaces, which no log's name has, so it is never taken for
// a checkpoint.
#include "audit/entry/entry.h"
#include "audit/note/key_name.h"

namespace assize::audit {
namespace {

constexpr std::string_view first_line = "Assize log receipt, version 1\n";

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; }

// Receipts are kept by people, whose tools indent JSON: the spaces between its parts do not matter.
std::string without_spaces(std::string_view json) {
  std::string text;
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (!in_string && is_space(json[at])) continue;
    text += json[at];
    if (json[at] == '"') in_string = !in_string;
    if (in_string && json[at] == '\\' && at + 1 < json.size()) text += json[++at];
  }
  return text;
}

}  // namespace

std::string receipt_message(std::string_view origin, const Hash& leaf, Instant at) {
  std::string message(first_line);
  message.append(origin).append("\n").append(base64(bytes_of(leaf))).append("\n");
  return message.append(instant_text(at)).append("\n");
}

Receipt sign_receipt(const SigningKey& key, const Hash& leaf, Instant at) {
  return {key.name(), leaf, at, key_id_text(key.verifier().key_id()),
          base64(key.sign(receipt_message(key.name(), leaf, at)))};
}

bool verify_receipt(const VerifierKey& key, const Receipt& receipt) {
  const auto signature = from_base64(receipt.signature);
  return signature && receipt.origin == key.name() && receipt.key_id == key_id_text(key.key_id()) &&
         key.verify(receipt_message(receipt.origin, receipt.leaf, receipt.at), *signature);
}

std::string receipt_json(const Receipt& receipt) {
  return canonical_text(CanonicalValue::Object{{"at", instant_text(receipt.at)},
                                               {"key_id", receipt.key_id},
                                               {"leaf", hex(receipt.leaf)},
                                               {"origin", receipt.origin},
                                               {"signature", receipt.signature}});
}

Checked<Receipt> parse_receipt(std::string_view json) {
  const auto value = parse_canonical(without_spaces(json));
  if (!value) return Refusal{"a receipt is JSON with its members in order; " + value.reason()};
  const CanonicalValue::Object* members = value->object();
  if (members == nullptr || members->size() != 5) {
    return Refusal{"a receipt is a JSON object of at, key_id, leaf, origin and signature"};
  }
  for (const char* const key : {"at", "key_id", "leaf", "origin", "signature"}) {
    const CanonicalValue* member = value->find(key);
    if (member == nullptr || member->string() == nullptr) {
      return Refusal{"a receipt has no string \"" + std::string(key) + "\""};
    }
  }
  const auto text = [&](std::string_view key) { return *value->find(key)->string(); };
  const auto leaf = hash_from_hex(text("leaf"));
  if (!leaf) return Refusal{"a receipt's leaf: " + leaf.reason()};
  const auto at = parse_instant(text("at"));
  if (!at) return Refusal{"a receipt's time: " + at.reason()};
  const auto key_id = parse_key_id(text("key_id"));
  if (!key_id) return Refusal{"a receipt's key_id: " + key_id.reason()};
  const auto signature = from_base64(text("signature"));
  if (!signature || signature->size() != ed25519_signature_bytes) {
    return Refusal{"a receipt's signature is not 64 bytes in base64"};
  }
  return Receipt{text("origin"), *leaf, *at, text("key_id"), text("signature")};
}

}  // namespace assize::audit
