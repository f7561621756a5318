// What signing and verifier keys have in common: names and key ids. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/result.h"

namespace assize::audit {

inline constexpr char ed25519_type = 0x01;
inline constexpr char cosignature_type = 0x04;  // a witness's Ed25519 key
inline constexpr std::size_t ed25519_key_bytes = 32;
inline constexpr std::size_t ed25519_signature_bytes = 64;

// Not empty, UTF-8, and without Unicode spaces, control characters or "+".
bool is_key_name(std::string_view name);

// The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key).
std::uint32_t key_id_of(std::string_view name, std::string_view public_key,
                        char type = ed25519_type);

std::string key_id_text(std::uint32_t key_id);  // 8 hexadecimal digits
Checked<std::uint32_t> parse_key_id(std::string_view text);

}  // namespace assize::audit
