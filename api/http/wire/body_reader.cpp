#include "api/http/wire/body_reader.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace assize::api {
namespace {

constexpr std::size_t chunk_line_limit_bytes = 256;
constexpr std::size_t chunk_digits_limit = 12;

// Thrown within this file alone: a chunked body is read from many small functions.
struct Refused : std::runtime_error {
  explicit Refused(WireFault its_fault)
      : std::runtime_error(its_fault.detail), fault(std::move(its_fault)) {}
  WireFault fault;
};

Refused bad_chunk(const std::string& detail) {
  return Refused({Problem::bad_request, "The chunked body is not well-formed: " + detail});
}

class ChunkedReader {
 public:
  ChunkedReader(TimedSocket& socket, std::uint64_t limit_bytes, const WireLimits& limits)
      : socket_(socket), limit_bytes_(limit_bytes), limits_(limits), deadline_(first_deadline()) {}

  std::string read() {
    for (std::uint64_t size = chunk_size(line(chunk_line_limit_bytes)); size > 0;
         size = chunk_size(line(chunk_line_limit_bytes))) {
      if (size > limit_bytes_ - body_.size()) throw Refused(body_too_large(limit_bytes_));
      data(size);
      if (!line(0).empty()) throw bad_chunk("a chunk is longer than it says.");
    }
    std::size_t trailer_bytes = 0;
    for (std::string field = line(limits_.trailer_bytes); !field.empty();
         field = line(limits_.trailer_bytes)) {
      trailer_bytes += field.size();
      if (trailer_bytes > limits_.trailer_bytes) throw bad_chunk("its trailers are too long.");
    }
    return std::move(body_);
  }

 private:
  Deadline first_deadline() const {
    return std::chrono::steady_clock::now() + limits_.body_time +
           std::chrono::seconds(limit_bytes_ / limits_.bytes_a_second);
  }

  // The next line without its CRLF.
  std::string line(std::size_t limit) {
    for (;;) {
      const std::string_view arrived = socket_.arrived();
      const std::size_t end = arrived.find('\n');
      if (end != std::string_view::npos) {
        if (end == 0 || arrived[end - 1] != '\r') {
          throw bad_chunk("a line ends without a carriage return.");
        }
        if (end - 1 > limit) throw bad_chunk("a line is too long.");
        std::string text(arrived.substr(0, end - 1));
        socket_.take(end + 1);
        return text;
      }
      if (arrived.size() > limit + 2) throw bad_chunk("a line is too long.");
      socket_.receive(deadline_);
    }
  }

  // What follows ";" is an extension, which nobody uses and a recipient may ignore.
  static std::uint64_t chunk_size(std::string_view text) {
    const std::string_view digits = text.substr(0, text.find(';'));
    std::uint64_t size = 0;
    const char* end = digits.data() + digits.size();
    const bool is_hexadecimal = !digits.empty() && digits.size() <= chunk_digits_limit &&
                                std::all_of(digits.begin(), digits.end(), [](char c) {
                                  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
                                });
    if (!is_hexadecimal || std::from_chars(digits.data(), end, size, 16).ptr != end) {
      throw bad_chunk("a chunk's size is not hexadecimal.");
    }
    return size;
  }

  void data(std::uint64_t size) {
    while (size > 0) {
      const auto count = std::min<std::uint64_t>(size, socket_.arrived().size());
      body_.append(socket_.arrived().substr(0, count));
      socket_.take(count);
      size -= count;
      if (size > 0) socket_.receive(deadline_);
    }
  }

  TimedSocket& socket_;
  std::uint64_t limit_bytes_;
  const WireLimits& limits_;
  Deadline deadline_;
  std::string body_;
};

std::string read_length(TimedSocket& socket, std::uint64_t length, const WireLimits& limits) {
  const Deadline deadline = std::chrono::steady_clock::now() + limits.body_time +
                            std::chrono::seconds(length / limits.bytes_a_second);
  std::string body;
  while (body.size() < length) {
    if (socket.arrived().empty()) socket.receive(deadline);
    const auto count = std::min<std::uint64_t>(length - body.size(), socket.arrived().size());
    body.append(socket.arrived().substr(0, count));
    socket.take(count);
  }
  return body;
}

}  // namespace

WireFault body_too_large(std::uint64_t limit_bytes) {
  return {Problem::too_large, limit_bytes == 0 ? "This address takes no body."
                                               : "The body may be at most " +
                                                     std::to_string(limit_bytes) + " bytes long."};
}

std::variant<std::string, WireFault> read_body(TimedSocket& socket, const Framing& framing,
                                               std::uint64_t limit_bytes,
                                               const WireLimits& limits) {
  if (!framing.is_chunked) {
    if (framing.length_bytes > limit_bytes) return body_too_large(limit_bytes);
    return read_length(socket, framing.length_bytes, limits);
  }
  try {
    return ChunkedReader(socket, limit_bytes, limits).read();
  } catch (const Refused& refused) {
    return refused.fault;
  }
}

}  // namespace assize::api
