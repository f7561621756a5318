// Proofs from stored tiles, by the recursions of RFC 6962 sections 2.1.1 and 2.1.2.
#include <algorithm>
#include <bit>
#include <stdexcept>

#include "audit/tree/subtree.h"
#include "audit/tree/tile.h"

namespace assize::audit {
namespace {

// A half-open range of leaves.
struct Range {
  std::uint64_t begin;
  std::uint64_t end;
  std::uint64_t count() const { return end - begin; }
  std::uint64_t middle() const { return begin + left_share(count()); }
};

class StoredTree {
 public:
  StoredTree(std::uint64_t size, const TileReader& read) : size_(size), read_(read) {}

  Hash root(Range range) {
    if (std::has_single_bit(range.count())) return perfect_root(range);
    return node_hash(root({range.begin, range.middle()}), root({range.middle(), range.end}));
  }

  // RFC 6962 section 2.1.1, PATH, iterative from the root down and so in reverse.
  std::vector<Hash> path(std::uint64_t index) {
    std::vector<Hash> proof;
    for (Range range{0, size_}; range.count() > 1;) {
      const Range left{range.begin, range.middle()};
      const Range right{range.middle(), range.end};
      proof.push_back(root(index < left.end ? right : left));
      range = index < left.end ? left : right;
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
  }

  // RFC 6962 section 2.1.2, SUBPROOF, likewise. `from` is at least 1.
  std::vector<Hash> extension(std::uint64_t from) {
    std::vector<Hash> proof;
    Range range{0, size_};
    while (from < range.end) {
      const Range left{range.begin, range.middle()};
      const Range right{range.middle(), range.end};
      proof.push_back(root(from <= left.end ? right : left));
      range = from <= left.end ? left : right;
    }
    if (range.begin > 0) proof.push_back(root(range));
    std::reverse(proof.begin(), proof.end());
    return proof;
  }

 private:
  // The range is a power of two wide and begins at a multiple of its width, so its root is in one
  // tile or is the fold of hashes side by side in one.
  Hash perfect_root(Range range) {
    const int height = std::countr_zero(range.count());
    const int level = height / tile_height;
    const int shift = level * tile_height;
    const std::uint64_t first = range.begin >> shift;
    const std::uint64_t index = first / tile_width;
    const std::uint64_t stored = std::min(tile_width, (size_ >> shift) - index * tile_width);
    const TileId id{level, index, static_cast<std::uint32_t>(stored)};
    auto known = tiles_.find(id);
    if (known == tiles_.end()) {
      known = tiles_.emplace(id, hashes_in(read_(id), id.width)).first;
    }
    const auto begin = known->second.begin() + static_cast<std::ptrdiff_t>(first % tile_width);
    return fold(std::vector<Hash>(begin, begin + (std::ptrdiff_t{1} << height % tile_height)));
  }

  std::uint64_t size_;
  const TileReader& read_;
  std::map<TileId, std::vector<Hash>> tiles_;
};

}  // namespace

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size, const TileReader& read) {
  if (index >= size) {
    throw std::out_of_range("no entry " + std::to_string(index) + " in a tree of " +
                            std::to_string(size));
  }
  return StoredTree(size, read).path(index);
}

std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to, const TileReader& read) {
  if (from > to) {
    throw std::out_of_range("a tree of " + std::to_string(to) + " does not extend one of " +
                            std::to_string(from));
  }
  if (from == 0) return {};
  return StoredTree(to, read).extension(from);
}

}  // namespace assize::audit
