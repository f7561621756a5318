// SHA-256 and the two Merkle hashes of RFC 6962 section 2.1. Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "audit/result.h"

namespace assize::audit {

using Hash = std::array<std::uint8_t, 32>;

Hash sha256(std::string_view bytes);
Hash leaf_hash(std::string_view entry);               // SHA-256(0x00 ‖ entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 ‖ left ‖ right)
Hash empty_root();                                    // SHA-256 of nothing

std::string hex(const Hash& hash);  // 64 lower-case digits
Checked<Hash> hash_from_hex(std::string_view text);
std::string sha256_hex(std::string_view bytes);
std::string base64(std::string_view bytes);               // with padding
Checked<std::string> from_base64(std::string_view text);  // strict: canonical padding only
std::string_view bytes_of(const Hash& hash);

// Random bytes fit for keys and tokens. Throws if the system has none to give.
std::string random_bytes(std::size_t count);

}  // namespace assize::audit
