// Addresses of the internet protocol, and blocks of them: "192.0.2.0/24", "2001:db8::1". Values;
// thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/result.h"

namespace assize::api {

class Address {
 public:
  // Without a port; one of version 4 is the same as its form in version 6.
  static std::optional<Address> parse(std::string_view text);

  std::string text() const;
  bool is_this_machine() const;  // 127.0.0.0/8 and ::1
  // Who is behind it, as far as can be told: of version 6, a network of 64 bits is one.
  std::string network() const;
  bool starts_like(const Address& other, int bits) const;  // of 128
  bool is_version_4() const;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

class AddressBlock {
 public:
  static Result<AddressBlock> parse(std::string_view text);
  bool contains(const Address& address) const { return address.starts_like(first_, bits_); }

 private:
  AddressBlock(const Address& first, int bits) : first_(first), bits_(bits) {}
  Address first_;
  int bits_;
};

}  // namespace assize::api
