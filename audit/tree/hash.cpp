#include "audit/tree/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>

namespace assize::audit {
namespace {

struct FreeDigest {
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Fetched once: OpenSSL 3 looks an algorithm up by name at each use otherwise, which costs more
// than hashing an entry.
const EVP_MD* sha256_digest() {
  static const std::unique_ptr<EVP_MD, FreeDigest> digest(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  if (!digest) throw std::runtime_error("OpenSSL offers no SHA-256");
  return digest.get();
}

// One context a thread, set up once and started afresh for each hash.
EVP_MD_CTX* thread_context() {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  return context.get();
}

class Sha256 {
 public:
  Sha256() : context_(thread_context()) {
    require(EVP_DigestInit_ex2(context_, sha256_digest(), nullptr));
  }
  void add(const void* bytes, std::size_t count) {
    require(EVP_DigestUpdate(context_, bytes, count));
  }
  Hash finish() {
    Hash hash;
    require(EVP_DigestFinal_ex(context_, hash.data(), nullptr));
    return hash;
  }

 private:
  static void require(int outcome) {
    if (outcome != 1) throw std::runtime_error("SHA-256 failed in OpenSSL");
  }
  EVP_MD_CTX* context_;
};

}  // namespace

Hash sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes.data(), bytes.size());
  return digest.finish();
}

Hash leaf_hash(std::string_view entry) {
  // One call for an entry of the usual size, since each call into OpenSSL costs as much as a block.
  constexpr std::size_t usual_bytes = 1023;
  if (entry.size() <= usual_bytes) {
    char prefixed[1 + usual_bytes];
    prefixed[0] = 0x00;
    std::memcpy(prefixed + 1, entry.data(), entry.size());
    return sha256({prefixed, 1 + entry.size()});
  }
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
