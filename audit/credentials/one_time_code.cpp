#include "audit/credentials/one_time_code.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

#include "audit/credentials/password_hash.h"

namespace assize::audit {

std::string counter_code(std::string_view secret, std::uint64_t counter, int digits) {
  std::array<unsigned char, 8> message{};
  for (std::size_t at = 0; at < message.size(); ++at) {
    message[at] = static_cast<unsigned char>(counter >> (8 * (message.size() - 1 - at)));
  }
  std::array<unsigned char, 20> mac{};
  unsigned int size = 0;
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(),
           message.size(), mac.data(), &size) == nullptr) {
    throw std::runtime_error("a code cannot be worked out");
  }
  const std::size_t offset = mac[19] & 0x0FU;
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < 4; ++at) number = (number << 8U) | mac[offset + at];
  number &= 0x7FFFFFFFU;
  std::string code;
  for (int at = 0; at < digits; ++at, number /= 10) {
    code.insert(code.begin(), static_cast<char>('0' + number % 10));
  }
  return code;
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, Instant at,
                                         std::int64_t last_step) {
  const std::int64_t now = at / 1'000'000 / code_step_seconds;
  std::optional<std::int64_t> found;
  for (const std::int64_t step : {now, now - 1, now + 1}) {
    const bool is_it = same_bytes(counter_code(secret, static_cast<std::uint64_t>(step)), code);
    if (is_it && step > last_step && !found) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31U];
  }
  if (bits > 0) text += alphabet[(held << (5 - bits)) & 31U];
  return text;
}

}  // namespace assize::audit
