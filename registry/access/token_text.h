// The text of an access token: "assize_" and 32 random bytes in base64url. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace assize::registry {

std::string new_token_text();
// Whether it has a token's form; cheap, so that anything else costs no query.
bool looks_like_token(std::string_view text);
// "acc_" and 128 random bits; opaque on purpose.
std::string new_account_id();

}  // namespace assize::registry
