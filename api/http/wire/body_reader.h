// Reads a request's body to its end, once, within a limit. Thread-safe; the socket is its caller's.
#pragma once

#include <string>
#include <variant>

#include "api/http/wire/head_parser.h"
#include "api/http/wire/timed_socket.h"

namespace assize::api {

// The body, or why it cannot be had: the connection must then be closed, since where the next
// request begins is not known. Throws TooSlow and Disconnected.
std::variant<std::string, WireFault> read_body(TimedSocket& socket, const Framing& framing,
                                               std::uint64_t limit_bytes, const WireLimits& limits);

WireFault body_too_large(std::uint64_t limit_bytes);

}  // namespace assize::api
