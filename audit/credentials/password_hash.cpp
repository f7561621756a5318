#include "audit/credentials/password_hash.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <charconv>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "audit/tree/hash.h"

namespace assize::audit {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t key_bytes = 32;
constexpr std::uint64_t memory_limit_bytes = 256ULL << 20;

struct Kept {
  ScryptCosts costs;
  std::string salt;
  std::string key;
};

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Kept> read(std::string_view hash) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = hash.find('$');
    parts.push_back(hash.substr(0, end));
    if (end == std::string_view::npos) break;
    hash.remove_prefix(end + 1);
  }
  Kept kept;
  if (parts.size() != 6 || parts[0] != "scrypt" || !read_number(parts[1], kept.costs.blocks) ||
      !read_number(parts[2], kept.costs.block_size) ||
      !read_number(parts[3], kept.costs.parallel)) {
    return std::nullopt;
  }
  const auto salt = from_base64(parts[4]);
  const auto key = from_base64(parts[5]);
  if (!salt || !key) return std::nullopt;
  kept.salt = *salt;
  kept.key = *key;
  return kept;
}

}  // namespace

std::string scrypt(std::string_view password, std::string_view salt, const ScryptCosts& costs,
                   std::size_t length) {
  struct Free {
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
  };
  const std::unique_ptr<EVP_KDF, Free> kdf(EVP_KDF_fetch(nullptr, "SCRYPT", nullptr));
  const std::unique_ptr<EVP_KDF_CTX, Free> context(EVP_KDF_CTX_new(kdf.get()));
  std::uint64_t blocks = costs.blocks;
  std::uint32_t block_size = costs.block_size;
  std::uint32_t parallel = costs.parallel;
  std::uint64_t limit = memory_limit_bytes;
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, const_cast<char*>(password.data()),
                                        password.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, const_cast<char*>(salt.data()),
                                        salt.size()),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &blocks),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &block_size),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &parallel),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &limit),
      OSSL_PARAM_construct_end()};
  std::string key(length, '\0');
  if (EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(key.data()), key.size(),
                     parameters) != 1) {
    throw std::runtime_error("scrypt cannot be worked out with these costs");
  }
  return key;
}

bool same_bytes(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string hash_password(std::string_view password, const ScryptCosts& costs) {
  const std::string salt = random_bytes(salt_bytes);
  return "scrypt$" + std::to_string(costs.blocks) + "$" + std::to_string(costs.block_size) + "$" +
         std::to_string(costs.parallel) + "$" + base64(salt) + "$" +
         base64(scrypt(password, salt, costs, key_bytes));
}

bool is_password(std::string_view password, std::string_view hash) {
  const auto kept = read(hash);
  if (!kept || kept->key.size() != key_bytes) return false;
  return same_bytes(scrypt(password, kept->salt, kept->costs, key_bytes), kept->key);
}

bool is_outdated(std::string_view hash) {
  const auto kept = read(hash);
  return !kept || !(kept->costs == ScryptCosts());
}

const std::string& nobodys_password() {
  static const std::string hash = hash_password(random_bytes(32));
  return hash;
}

}  // namespace assize::audit
