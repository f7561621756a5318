// What the wire allows a client: sizes, counts and times. Values only.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "api/http/clients/address.h"

namespace assize::api {

struct WireLimits {
  std::size_t head_bytes = 16 * 1024;
  std::size_t header_fields = 64;
  std::size_t target_bytes = 4096;
  std::size_t trailer_bytes = 4096;
  // From the first wait for a request to the last byte of its head; a kept connection that stays
  // silent is closed after this too.
  std::chrono::milliseconds head_time{10'000};
  // For a body to arrive, and for a reply to be taken: this, and a second for each
  // `bytes_a_second`.
  std::chrono::milliseconds body_time{20'000};
  std::uint64_t bytes_a_second = 32 * 1024;
  std::size_t connections = 1024;
  std::size_t connections_per_address = 512;
  // Proxies of ours, behind whom there are many: only the cap on all connections is theirs.
  std::vector<AddressBlock> addresses_of_many = {};
  std::size_t requests_per_connection = 100'000;
};

}  // namespace assize::api
