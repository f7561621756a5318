// Passwords as scrypt (RFC 7914) keeps them, each with its salt and its costs beside it, so that
// the costs can grow. Slow and memory-hungry on purpose: 32 MiB at a time. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assize::audit {

struct ScryptCosts {
  std::uint64_t blocks = 1U << 15;  // N: a power of two
  std::uint32_t block_size = 8;     // r
  std::uint32_t parallel = 3;       // p
  bool operator==(const ScryptCosts&) const = default;
};

// "scrypt$32768$8$3$salt$key", salt and key in base64.
std::string hash_password(std::string_view password, const ScryptCosts& costs = {});
// Whether it is that password; false for a text that hash_password did not write.
bool is_password(std::string_view password, std::string_view hash);
// Whether it was made with other costs than today's, so that it should be made again.
bool is_outdated(std::string_view hash);
// A hash that no password has, to take as long over someone who is not there.
const std::string& nobodys_password();

// The key that scrypt derives; throws if the costs are out of bounds.
std::string scrypt(std::string_view password, std::string_view salt, const ScryptCosts& costs,
                   std::size_t length);
// Compares in a time that does not tell where they differ.
bool same_bytes(std::string_view left, std::string_view right);

}  // namespace assize::audit
