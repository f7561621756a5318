// Which address a request comes from: the one that is connected, unless that is a proxy of ours,
// which is believed about the one before it. Pure; thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "api/http/clients/address.h"
#include "api/http/message/request.h"

namespace assize::api {

// The one header that the proxies write. A proxy lets the others through as the client sent them,
// so they are never read.
enum class ProxyHeader { x_forwarded_for, forwarded };

struct TrustedProxies {
  std::vector<AddressBlock> addresses;
  ProxyHeader header = ProxyHeader::x_forwarded_for;
  bool contains(const Address& address) const;
};

// None only where the connected address is none of the internet's.
std::optional<Address> client_address(const Head& head, const TrustedProxies& proxies);

}  // namespace assize::api
