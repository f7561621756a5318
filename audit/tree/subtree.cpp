#include "audit/tree/subtree.h"

#include <bit>
#include <cstring>
#include <stdexcept>

namespace assize::audit {

std::uint64_t left_share(std::uint64_t count) { return std::bit_floor(count - 1); }

// Pairing neighbours and carrying an odd last one up unchanged gives the same tree as dividing at
// the largest power of two, without the recursion.
Hash fold(std::vector<Hash> hashes) {
  if (hashes.empty()) throw std::logic_error("a root over no hashes");
  std::size_t count = hashes.size();
  while (count > 1) {
    const std::size_t pairs = count / 2;
    for (std::size_t at = 0; at < pairs; ++at) {
      hashes[at] = node_hash(hashes[2 * at], hashes[2 * at + 1]);
    }
    if (count % 2 == 1) hashes[pairs] = hashes[count - 1];
    count = pairs + count % 2;
  }
  return hashes.front();
}

std::vector<Hash> hashes_in(std::string_view tile, std::size_t width) {
  if (tile.size() < width * sizeof(Hash)) {
    throw std::runtime_error("a stored tile of " + std::to_string(tile.size()) +
                             " bytes should hold " + std::to_string(width) + " hashes");
  }
  std::vector<Hash> hashes(width);
  if (width > 0) std::memcpy(hashes.data(), tile.data(), width * sizeof(Hash));
  return hashes;
}

void append_hash(std::string& tile, const Hash& hash) { tile.append(bytes_of(hash)); }

}  // namespace assize::audit
