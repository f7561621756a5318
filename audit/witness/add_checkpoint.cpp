#include "audit/witness/add_checkpoint.h"

#include <algorithm>
#include <stdexcept>

#include "audit/text/decimal.h"

namespace assize::audit {
namespace {

constexpr std::string_view old_start = "old ";
constexpr std::size_t hashes_limit = 63;

}  // namespace

std::string add_checkpoint_text(const AddCheckpoint& request) {
  if (request.proof.size() > hashes_limit) {
    throw std::length_error("a request to a witness has at most 63 hashes");
  }
  std::string text = std::string(old_start) + std::to_string(request.old_size) + "\n";
  for (const Hash& hash : request.proof) text.append(base64(bytes_of(hash))).append("\n");
  return text.append("\n").append(request.note);
}

Checked<AddCheckpoint> parse_add_checkpoint(std::string_view text) {
  if (text.size() > add_checkpoint_limit_bytes) return Refusal{"the request is too long"};
  AddCheckpoint request;
  bool is_first = true;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (is_first) {
      is_first = false;
      if (!line.starts_with(old_start)) {
        return Refusal{"the first line is not \"old \" and the size of the checkpoint before"};
      }
      const auto size = parse_decimal(line.substr(old_start.size()));
      if (!size) return Refusal{"the old size: " + size.reason()};
      request.old_size = *size;
      continue;
    }
    if (line.empty()) {
      request.note = text;
      return request;
    }
    if (request.proof.size() == hashes_limit) return Refusal{"the proof has more than 63 hashes"};
    const auto bytes = from_base64(line);
    if (!bytes || bytes->size() != sizeof(Hash)) {
      return Refusal{"hash " + std::to_string(request.proof.size() + 1) +
                     " of the proof is not 32 bytes in base64"};
    }
    std::copy(bytes->begin(), bytes->end(), request.proof.emplace_back().begin());
  }
  return Refusal{"there is no empty line between the proof and the checkpoint"};
}

}  // namespace assize::audit
