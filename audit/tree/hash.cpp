#include "audit/tree/hash.h"

// OpenSSL's own SHA-256, called without its EVP layer. For messages as short as a node's, EVP's
// set-up takes longer than the hashing, and a log of 10,000,000 entries has 20,000,000 such
// messages.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <cstring>
#include <limits>
#include <stdexcept>

namespace assize::audit {
namespace {

class Sha256 {
 public:
  Sha256() { require(SHA256_Init(&context_)); }
  void add(const void* bytes, std::size_t count) {
    require(SHA256_Update(&context_, bytes, count));
  }
  Hash finish() {
    Hash hash;
    require(SHA256_Final(hash.data(), &context_));
    return hash;
  }

 private:
  static void require(int outcome) {
    if (outcome != 1) throw std::runtime_error("SHA-256 failed in OpenSSL");
  }
  SHA256_CTX context_;
};

}  // namespace

Hash sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes.data(), bytes.size());
  return digest.finish();
}

Hash leaf_hash(std::string_view entry) {
  Sha256 digest;
  digest.add("\x00", 1);
  digest.add(entry.data(), entry.size());
  return digest.finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
  char prefixed[65];
  prefixed[0] = 0x01;
  std::memcpy(prefixed + 1, left.data(), left.size());
  std::memcpy(prefixed + 33, right.data(), right.size());
  return sha256({prefixed, sizeof prefixed});
}

Hash empty_root() { return sha256({}); }

std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string random_bytes(std::size_t count) {
  if (count > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw std::length_error("too many random bytes asked for at once");
  }
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
    throw std::runtime_error("the system has no random bytes to give");
  }
  return bytes;
}

}  // namespace assize::audit
