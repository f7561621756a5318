// A log entry: what happened to what, who did it, when, and what anyone may read of it; LOG gives
// its fields. Receipts promise that an entry will be in the log. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/entry/canonical_json.h"
#include "audit/note/signing_key.h"
#include "audit/result.h"
#include "audit/tree/hash.h"

namespace assize::audit {

inline constexpr std::size_t entry_limit_bytes = 65'535;

// Microseconds since 1970-01-01T00:00:00Z.
using Instant = std::int64_t;
std::string instant_text(Instant at);  // 2026-03-31T09:15:02.123456Z
Checked<Instant> parse_instant(std::string_view text);

struct Entry {
  std::string action;  // "filing.in_effect"
  std::string actor;   // an opaque account id, "acc_…"; "system" for the service itself
  Instant at = 0;
  std::string subject;                                    // "filing/01J…"
  std::optional<std::string> body_sha256 = std::nullopt;  // of a confidential body, see commit_to
  std::optional<std::string> rule_book = std::nullopt;    // "sha256:…"
  CanonicalValue public_part = CanonicalValue::Object{};
};

// The canonical text that is hashed. Throws std::length_error over entry_limit_bytes.
std::string entry_text(const Entry& entry);
Checked<Entry> parse_entry(std::string_view text);

// A commitment to a confidential body: SHA-256(16 random bytes ‖ body).
struct Commitment {
  std::string random;       // 16 bytes, given only to those who may see the body
  std::string body_sha256;  // hexadecimal
};
Commitment commit_to(std::string_view canonical_body);
bool opens(const Commitment& commitment, std::string_view canonical_body);

// A signed promise that the entry of that leaf hash will be in the log within ten seconds.
struct Receipt {
  std::string origin;  // the log's
  Hash leaf{};
  Instant at = 0;
  std::string key_id;     // 8 hexadecimal digits
  std::string signature;  // base64 of Ed25519 over receipt_message
};
std::string receipt_message(std::string_view origin, const Hash& leaf, Instant at);
Receipt sign_receipt(const SigningKey& key, const Hash& leaf, Instant at);
bool verify_receipt(const VerifierKey& key, const Receipt& receipt);
std::string receipt_json(const Receipt& receipt);
Checked<Receipt> parse_receipt(std::string_view json);

}  // namespace assize::audit
