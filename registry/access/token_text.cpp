#include "registry/access/token_text.h"

#include <algorithm>

#include "audit/tree/hash.h"

namespace assize::registry {
namespace {

constexpr std::string_view token_start = "assize_";
constexpr std::size_t random_part_bytes = 43;

bool is_base64url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

}  // namespace

std::string new_token_text() {
  std::string text = audit::base64(audit::random_bytes(32));
  text.resize(random_part_bytes);  // without its one "="
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return std::string(token_start) + text;
}

bool looks_like_token(std::string_view text) {
  return text.size() == token_start.size() + random_part_bytes && text.starts_with(token_start) &&
         std::all_of(text.begin(), text.end(), is_base64url);
}

std::string new_account_id() {
  return "acc_" + audit::sha256_hex(audit::random_bytes(32)).substr(0, 32);
}

}  // namespace assize::registry
