// The head of a request, read strictly (RFC 9112): whatever two readers could take for different
// requests is refused. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "api/http/message/problem.h"
#include "api/http/message/request.h"
#include "api/http/wire/limits.h"

namespace assize::api {

// Why a request cannot be read. The connection is closed after the reply.
struct WireFault {
  Problem problem;
  std::string detail;
};

// How the body's end is known.
struct Framing {
  bool is_chunked = false;
  std::uint64_t length_bytes = 0;  // where it is not chunked
  bool has_body() const { return is_chunked || length_bytes > 0; }
};

struct ParsedHead {
  Head head;
  Framing framing;
  bool keep_alive = true;
  bool expects_continue = false;
};

// `text` is the request line and the header lines, each with its CRLF, and the empty line after
// them.
std::variant<ParsedHead, WireFault> parse_head(std::string_view text, const WireLimits& limits);

// Where the head ends in what has arrived so far (past its empty line); none if it has not. A fault
// as soon as it is clear that no good head can follow.
std::variant<std::optional<std::size_t>, WireFault> find_head_end(std::string_view arrived,
                                                                  const WireLimits& limits);

}  // namespace assize::api
