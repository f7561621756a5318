#include "audit/note/signing_key.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "audit/note/key_name.h"
#include "audit/tree/hash.h"

namespace assize::audit {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Wipes a text that held a secret when the scope ends, however it ends.
class Wiped {
 public:
  explicit Wiped(std::string& text) : text_(text) {}
  ~Wiped() { OPENSSL_cleanse(text_.data(), text_.size()); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;

 private:
  std::string& text_;
};

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

// The part up to the next "+", which is taken off as well.
std::string_view take_field(std::string_view& text) {
  const std::size_t plus = text.find('+');
  const std::string_view field = text.substr(0, plus);
  text.remove_prefix(plus == std::string_view::npos ? text.size() : plus + 1);
  return field;
}

}  // namespace

Checked<VerifierKey> VerifierKey::parse(std::string_view vkey) {
  const std::string name(take_field(vkey));
  const auto key_id = parse_key_id(take_field(vkey));
  const auto encoded = from_base64(vkey);
  if (!is_key_name(name) || !key_id || !encoded || encoded->empty()) {
    return Refusal{
        "not a verifier key: expected NAME+KEYID+KEY, the key id as 8 hexadecimal "
        "digits and the key in base64"};
  }
  if (encoded->front() != ed25519_type || encoded->size() != 1 + ed25519_key_bytes) {
    return Refusal{"the verifier key of " + name + " is not an Ed25519 key (type 1, 32 bytes)"};
  }
  if (key_id_of(name, std::string_view(*encoded).substr(1)) != *key_id) {
    return Refusal{"the key id in the verifier key of " + name +
                   " is not that of its name and key: part of it was changed or lost"};
  }
  return VerifierKey(name, *key_id, encoded->substr(1));
}

VerifierKey VerifierKey::of(std::string name, std::string public_key) {
  const std::uint32_t key_id = key_id_of(name, public_key);
  return {std::move(name), key_id, std::move(public_key)};
}

std::string VerifierKey::text() const {
  return name_ + "+" + key_id_text(key_id_) + "+" + base64(ed25519_type + public_key_);
}

bool VerifierKey::verify(std::string_view message, std::string_view signature) const {
  if (signature.size() != ed25519_signature_bytes) return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(public_key_),
                                            public_key_.size()));
  const Context context(EVP_MD_CTX_new());
  if (!key || !context) return false;
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(message),
                          message.size()) == 1;
}

struct SigningKey::Secret {
  Secret(std::string_view name, std::string_view seed)
      : key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size())),
        verifier(std::string(name), 0, public_key_of(key.get())) {
    verifier.key_id_ = key_id_of(name, verifier.public_key_);
  }

  static std::string public_key_of(const EVP_PKEY* key) {
    std::string bytes(ed25519_key_bytes, '\0');
    std::size_t count = bytes.size();
    if (key == nullptr || EVP_PKEY_get_raw_public_key(key, octets(bytes), &count) != 1) {
      throw std::runtime_error("OpenSSL refuses an Ed25519 key");
    }
    return bytes;
  }

  const Key key;  // OpenSSL wipes it when it is freed
  VerifierKey verifier;
};

SigningKey::SigningKey(std::shared_ptr<const Secret> secret) : secret_(std::move(secret)) {}

SigningKey SigningKey::generate(std::string name) {
  if (!is_key_name(name)) {
    throw std::invalid_argument("a key's name has at least one character and no spaces or \"+\"");
  }
  std::string seed = random_bytes(ed25519_key_bytes);
  const Wiped wiped(seed);
  return SigningKey(std::make_shared<const Secret>(name, seed));
}

Checked<SigningKey> SigningKey::parse(std::string_view skey) {
  const bool is_private = take_field(skey) == "PRIVATE" && take_field(skey) == "KEY";
  const std::string_view name = take_field(skey);
  const auto key_id = parse_key_id(take_field(skey));
  auto decoded = from_base64(skey);
  std::string encoded = decoded.ok() ? std::move(decoded).value() : std::string();
  const Wiped wiped(encoded);
  if (!is_private || !is_key_name(name) || !key_id || encoded.empty()) {
    return Refusal{
        "not a signing key: expected PRIVATE+KEY+NAME+KEYID+KEY, the key id as 8 "
        "hexadecimal digits and the key in base64"};
  }
  if (encoded.front() != ed25519_type || encoded.size() != 1 + ed25519_key_bytes) {
    return Refusal{"the signing key is not an Ed25519 key (type 1, a seed of 32 bytes)"};
  }
  auto secret = std::make_shared<const Secret>(name, std::string_view(encoded).substr(1));
  if (secret->verifier.key_id() != *key_id) {
    return Refusal{
        "the key id in the signing key is not that of its name and key: part of it was "
        "changed or lost"};
  }
  return SigningKey(std::move(secret));
}

std::string SigningKey::private_text() const {
  std::string encoded(1 + ed25519_key_bytes, ed25519_type);
  const Wiped wiped(encoded);
  std::size_t count = ed25519_key_bytes;
  if (EVP_PKEY_get_raw_private_key(secret_->key.get(), octets(encoded) + 1, &count) != 1) {
    throw std::runtime_error("OpenSSL does not give an Ed25519 key back");
  }
  std::string key_text = base64(encoded);
  const Wiped wiped_text(key_text);
  std::string text = "PRIVATE+KEY+" + name() + "+" + key_id_text(verifier().key_id()) + "+";
  text.reserve(text.size() + key_text.size());
  return text.append(key_text);
}

const std::string& SigningKey::name() const { return secret_->verifier.name(); }
const VerifierKey& SigningKey::verifier() const { return secret_->verifier; }

std::string SigningKey::sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new());
  std::string signature(ed25519_signature_bytes, '\0');
  std::size_t count = signature.size();
  const bool done =
      context &&
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, secret_->key.get()) == 1 &&
      EVP_DigestSign(context.get(), octets(signature), &count, octets(message), message.size()) ==
          1;
  if (!done || count != signature.size()) throw std::runtime_error("OpenSSL did not sign");
  return signature;
}

}  // namespace assize::audit
