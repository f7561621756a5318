// Ed25519 keys by the C2SP signed-note conventions: the signer, and the verifier key ("vkey") that
// anyone may hold. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "audit/result.h"

namespace assize::audit {

// name "+" 8 hexadecimal digits of key id "+" base64(0x01 ‖ public key)
class VerifierKey {
 public:
  static Checked<VerifierKey> parse(std::string_view vkey);
  // Of a public key's 32 raw bytes. The name must be one that is_key_name takes.
  static VerifierKey of(std::string name, std::string public_key);
  const std::string& name() const { return name_; }
  std::uint32_t key_id() const { return key_id_; }
  const std::string& public_key() const { return public_key_; }
  std::string text() const;
  bool verify(std::string_view message, std::string_view signature) const;  // 64 raw bytes
  bool operator==(const VerifierKey&) const = default;

 private:
  friend class SigningKey;
  VerifierKey(std::string name, std::uint32_t key_id, std::string public_key)
      : name_(std::move(name)), key_id_(key_id), public_key_(std::move(public_key)) {}
  std::string name_;
  std::uint32_t key_id_;
  std::string public_key_;  // 32 raw bytes
};

class SigningKey {
 public:
  // A new key for a log (or witness) of that name: the origin line, with no spaces or "+".
  static SigningKey generate(std::string name);
  // The text kept in the key file: "PRIVATE+KEY+name+id+base64(0x01 ‖ seed)", as Go's sumdb/note.
  static Checked<SigningKey> parse(std::string_view skey);
  std::string private_text() const;

  const std::string& name() const;
  const VerifierKey& verifier() const;
  std::string sign(std::string_view message) const;  // 64 raw bytes

 private:
  struct Secret;  // wiped when destroyed
  explicit SigningKey(std::shared_ptr<const Secret> secret);
  std::shared_ptr<const Secret> secret_;
};

}  // namespace assize::audit
