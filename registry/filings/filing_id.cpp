#include "registry/filings/filing_id.h"

#include <array>
#include <cstdint>

#include "audit/tree/hash.h"

namespace assize::registry {
namespace {

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t id_bytes = 16;
constexpr std::size_t time_bytes = 6;
constexpr std::size_t id_length = 26;

// The value of two bits of nought and then 128 bits, five at a time.
std::string encode(const std::array<std::uint8_t, id_bytes>& bytes) {
  std::string text;
  text.reserve(id_length);
  unsigned held = 0;
  int held_bits = 2;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8) | byte;
    held_bits += 8;
    while (held_bits >= 5) {
      held_bits -= 5;
      text.push_back(crockford[(held >> held_bits) & 31U]);
    }
    held &= (1U << held_bits) - 1;
  }
  return text;
}

}  // namespace

std::string new_filing_id(audit::Instant now) {
  std::array<std::uint8_t, id_bytes> bytes{};
  auto milliseconds = static_cast<std::uint64_t>(now / 1000);
  for (std::size_t place = time_bytes; place-- > 0; milliseconds >>= 8) {
    bytes[place] = static_cast<std::uint8_t>(milliseconds & 255U);
  }
  const std::string random = audit::random_bytes(id_bytes - time_bytes);
  for (std::size_t place = 0; place < random.size(); ++place) {
    bytes[time_bytes + place] = static_cast<std::uint8_t>(random[place]);
  }
  return encode(bytes);
}

bool is_filing_id(std::string_view text) {
  return text.size() == id_length && text.front() <= '7' &&
         text.find_first_not_of(crockford) == std::string_view::npos;
}

}  // namespace assize::registry
