// How long an inclusion proof takes to make and to check in a log of 10,000,000 entries.
// links: audit
#include <algorithm>
#include <chrono>
#include <cstring>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "audit/tree/proof.h"
#include "audit/tree/subtree.h"
#include "audit/tree/tile.h"

namespace {

using namespace assize::audit;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t size = 10'000'000;
constexpr int rounds = 20'000;

// Each level's hashes side by side, as its tiles hold them.
std::vector<std::vector<Hash>> make_levels() {
  std::vector<std::vector<Hash>> levels(1);
  for (std::uint64_t index = 0; index < size; ++index) {
    levels[0].push_back(leaf_hash(std::to_string(index)));
  }
  while (levels.back().size() >= tile_width) {
    const std::vector<Hash>& below = levels.back();
    std::vector<Hash> above;
    for (std::size_t at = 0; at + tile_width <= below.size(); at += tile_width) {
      const auto begin = below.begin() + static_cast<std::ptrdiff_t>(at);
      above.push_back(fold(std::vector<Hash>(begin, begin + tile_width)));
    }
    levels.push_back(std::move(above));
  }
  return levels;
}

std::int64_t microseconds_since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
}

}  // namespace

int main() {
  const auto levels = make_levels();
  // A tile is copied out whole, as it would be from a file or a database.
  const TileReader read = [&](const TileId& id) {
    const std::vector<Hash>& level = levels.at(static_cast<std::size_t>(id.level));
    const std::size_t first = id.index * tile_width;
    const std::size_t count = std::min<std::size_t>(tile_width, level.size() - first);
    return std::string(reinterpret_cast<const char*>(level.data() + first), count * sizeof(Hash));
  };
  const Hash root = root_of(size, read);
  std::mt19937_64 random(1);
  std::vector<std::int64_t> made;
  std::vector<std::int64_t> checked;
  for (int round = 0; round < rounds; ++round) {
    const std::uint64_t index = random() % size;
    auto start = Clock::now();
    const std::vector<Hash> proof = inclusion_proof(index, size, read);
    made.push_back(microseconds_since(start));
    start = Clock::now();
    const bool holds = check_inclusion(levels[0][index], index, size, proof, root).ok();
    checked.push_back(microseconds_since(start));
    if (!holds) return 1;
  }
  std::sort(made.begin(), made.end());
  std::sort(checked.begin(), checked.end());
  std::cout << "inclusion proofs in a log of " << size << " entries, " << rounds << " at random\n"
            << "  made in     " << made[rounds / 2] << " us, 99 in 100 within "
            << made[rounds * 99 / 100] << " us\n"
            << "  checked in  " << checked[rounds / 2] << " us, 99 in 100 within "
            << checked[rounds * 99 / 100] << " us\n";
  return 0;
}
