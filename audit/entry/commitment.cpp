// Commitments to confidential bodies: only who holds the random bytes can check or guess one.
#include "audit/entry/entry.h"

namespace assize::audit {
namespace {

constexpr std::size_t random_count = 16;

}  // namespace

Commitment commit_to(std::string_view canonical_body) {
  Commitment commitment{random_bytes(random_count), {}};
  commitment.body_sha256 = sha256_hex(commitment.random + std::string(canonical_body));
  return commitment;
}

// The count matters: random bytes of another length would let bytes move between them and the body.
bool opens(const Commitment& commitment, std::string_view canonical_body) {
  return commitment.random.size() == random_count &&
         sha256_hex(commitment.random + std::string(canonical_body)) == commitment.body_sha256;
}

}  // namespace assize::audit
