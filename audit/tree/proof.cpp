#include "audit/tree/proof.h"

#include <bit>
#include <span>

namespace assize::audit {
namespace {

Refusal wrong_length(std::size_t found, std::uint64_t expected) {
  return Refusal{"the proof has " + std::to_string(found) + " hashes where this tree needs " +
                 std::to_string(expected)};
}

// How a leaf's path to the root divides: below, siblings of either side; above, only left ones,
// along the tree's right edge.
struct PathLengths {
  int inner;
  int border;
  std::uint64_t all() const { return static_cast<std::uint64_t>(inner + border); }
};
PathLengths path_lengths(std::uint64_t index, std::uint64_t size) {
  const int inner = static_cast<int>(std::bit_width(index ^ (size - 1)));
  const int border = inner == 64 ? 0 : std::popcount(index >> inner);
  return {inner, border};
}

Hash climb_inner(Hash hash, std::span<const Hash> proof, std::uint64_t index) {
  for (std::size_t level = 0; level < proof.size(); ++level) {
    const bool is_right = (index >> level & 1) == 1;
    hash = is_right ? node_hash(proof[level], hash) : node_hash(hash, proof[level]);
  }
  return hash;
}

// Only the siblings on the left, for the tree as it was when this was its last leaf.
Hash climb_inner_left(Hash hash, std::span<const Hash> proof, std::uint64_t index) {
  for (std::size_t level = 0; level < proof.size(); ++level) {
    if ((index >> level & 1) == 1) hash = node_hash(proof[level], hash);
  }
  return hash;
}

Hash climb_border(Hash hash, std::span<const Hash> proof) {
  for (const Hash& left : proof) hash = node_hash(left, hash);
  return hash;
}

}  // namespace

Checked<bool> check_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                              const std::vector<Hash>& proof, const Hash& root) {
  if (index >= size) {
    return Refusal{"entry " + std::to_string(index) + " is beyond a tree of " +
                   std::to_string(size)};
  }
  const PathLengths lengths = path_lengths(index, size);
  if (proof.size() != lengths.all()) return wrong_length(proof.size(), lengths.all());
  const std::span<const Hash> hashes(proof);
  const auto inner = static_cast<std::size_t>(lengths.inner);
  const Hash top =
      climb_border(climb_inner(leaf, hashes.first(inner), index), hashes.subspan(inner));
  if (top != root) return Refusal{"the proof leads to another root"};
  return true;
}

Checked<bool> check_consistency(std::uint64_t from, std::uint64_t to, const Hash& from_root,
                                const Hash& to_root, const std::vector<Hash>& proof) {
  if (from > to) {
    return Refusal{"a tree of " + std::to_string(to) + " cannot extend one of " +
                   std::to_string(from)};
  }
  if (from == to) {
    if (!proof.empty()) return wrong_length(proof.size(), 0);
    if (from_root != to_root) return Refusal{"two trees of one size have different roots"};
    return true;
  }
  if (from == 0) return Refusal{"a proof from the empty tree shows nothing"};

  // The last perfect subtree of the smaller tree starts both climbs. It is the whole smaller tree
  // if that is perfect, and then the proof leaves it out.
  const int shift = std::countr_zero(from);
  PathLengths lengths = path_lengths(from - 1, to);
  lengths.inner -= shift;
  const bool starts_at_root = std::has_single_bit(from);
  const std::size_t start = starts_at_root ? 0 : 1;
  if (proof.size() != start + lengths.all()) {
    return wrong_length(proof.size(), start + lengths.all());
  }
  const Hash seed = starts_at_root ? from_root : proof.front();
  const std::span<const Hash> rest = std::span<const Hash>(proof).subspan(start);
  const auto inner = static_cast<std::size_t>(lengths.inner);
  const std::uint64_t index = (from - 1) >> shift;
  const Hash old_top =
      climb_border(climb_inner_left(seed, rest.first(inner), index), rest.subspan(inner));
  if (old_top != from_root) return Refusal{"the proof leads to another root for the smaller tree"};
  const Hash new_top =
      climb_border(climb_inner(seed, rest.first(inner), index), rest.subspan(inner));
  if (new_top != to_root) return Refusal{"the proof leads to another root for the larger tree"};
  return true;
}

}  // namespace assize::audit
