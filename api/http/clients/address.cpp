#include "api/http/clients/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace assize::api {
namespace {

constexpr std::size_t longest_text = 45;
constexpr int version_4_bits = 96;  // how many go before an address of version 4
constexpr std::array<std::uint8_t, 12> version_4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  if (text.empty() || text.size() > longest_text) return std::nullopt;
  const std::string written(text.substr(0, text.find('%')));  // without an interface
  Address address;
  if (::inet_pton(AF_INET6, written.c_str(), address.bytes_.data()) == 1) return address;
  std::copy(version_4_prefix.begin(), version_4_prefix.end(), address.bytes_.begin());
  if (::inet_pton(AF_INET, written.c_str(), address.bytes_.data() + 12) == 1) return address;
  return std::nullopt;
}

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_version_4()) {
    ::inet_ntop(AF_INET, bytes_.data() + 12, out.data(), out.size());
  } else {
    ::inet_ntop(AF_INET6, bytes_.data(), out.data(), out.size());
  }
  return out.data();
}

bool Address::is_version_4() const {
  return std::equal(version_4_prefix.begin(), version_4_prefix.end(), bytes_.begin());
}

bool Address::is_this_machine() const {
  if (is_version_4()) return bytes_[12] == 127;
  return std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto byte) { return byte == 0; }) &&
         bytes_[15] == 1;
}

std::string Address::network() const {
  const std::size_t count = is_version_4() ? 16 : 8;
  return std::string(bytes_.begin(), bytes_.begin() + count);
}

bool Address::starts_like(const Address& other, int bits) const {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(bytes_.begin(), bytes_.begin() + whole, other.bytes_.begin())) return false;
  if (bits % 8 == 0) return true;
  return ((bytes_[whole] ^ other.bytes_[whole]) >> (8 - bits % 8)) == 0;
}

Result<AddressBlock> AddressBlock::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<Address> first = Address::parse(text.substr(0, slash));
  const Fault fault{"", "\"" + std::string(text.substr(0, 64)) +
                            "\" is no address or block of addresses; write 192.0.2.7, "
                            "192.0.2.0/24 or 2001:db8::/32."};
  if (!first) return fault;
  if (slash == std::string_view::npos) return AddressBlock(*first, 128);
  const std::string_view digits = text.substr(slash + 1);
  int bits = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const int most = first->is_version_4() ? 32 : 128;
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || bits < 0 ||
      bits > most) {
    return fault;
  }
  return AddressBlock(*first, first->is_version_4() ? version_4_bits + bits : bits);
}

}  // namespace assize::api
