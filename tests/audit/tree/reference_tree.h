// A second, slow implementation of RFC 6962 section 2.1, written from its recursive definitions
// alone and sharing nothing with the one under test but SHA-256.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "audit/tree/hash.h"

namespace assize::audit::reference {

using Leaves = std::span<const std::string>;

inline std::string bytes(const Hash& hash) { return std::string(hash.begin(), hash.end()); }

inline std::size_t split(std::size_t count) {
  std::size_t power = 1;
  while (2 * power < count) power *= 2;
  return power;
}

inline Hash root(Leaves leaves) {
  if (leaves.empty()) return sha256("");
  if (leaves.size() == 1) return sha256(std::string(1, '\0') + leaves[0]);
  const std::size_t k = split(leaves.size());
  return sha256('\1' + bytes(root(leaves.first(k))) + bytes(root(leaves.subspan(k))));
}

inline std::vector<Hash> path(std::size_t m, Leaves leaves) {
  if (leaves.size() == 1) return {};
  const std::size_t k = split(leaves.size());
  std::vector<Hash> proof = m < k ? path(m, leaves.first(k)) : path(m - k, leaves.subspan(k));
  proof.push_back(m < k ? root(leaves.subspan(k)) : root(leaves.first(k)));
  return proof;
}

inline std::vector<Hash> subproof(std::size_t m, Leaves leaves, bool whole) {
  if (m == leaves.size()) return whole ? std::vector<Hash>{} : std::vector<Hash>{root(leaves)};
  const std::size_t k = split(leaves.size());
  std::vector<Hash> proof =
      m <= k ? subproof(m, leaves.first(k), whole) : subproof(m - k, leaves.subspan(k), false);
  proof.push_back(m <= k ? root(leaves.subspan(k)) : root(leaves.first(k)));
  return proof;
}

}  // namespace assize::audit::reference
