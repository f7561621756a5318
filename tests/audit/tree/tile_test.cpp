#include "audit/tree/tile.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "audit/tree/proof.h"
#include "memory_log.h"
#include "reference_tree.h"

namespace assize::audit {
namespace {

TEST(Grow, MakesTheTreeOfTheDefinitionAtEverySize) {
  MemoryLog log;
  for (std::uint64_t size = 0; size < 600; ++size) {
    ASSERT_EQ(log.root(), reference::root(log.entries())) << size;
    ASSERT_EQ(root_of(size, log.reader()), log.root()) << size;
    log.add(sample_entries(size, 1));
  }
}

TEST(Grow, FillsALevelAndStartsTheNext) {
  MemoryLog log;
  log.add(sample_entries(0, 70'000));
  EXPECT_EQ(log.root(), reference::root(log.entries()));
  const auto files = log.files();
  EXPECT_EQ(files.at("tile/0/273.p/112").size(), 112 * 32U);
  EXPECT_EQ(files.at("tile/0/272").size(), 8192U);
  EXPECT_EQ(files.at("tile/1/000").size(), 8192U);
  EXPECT_EQ(files.at("tile/1/001.p/17").size(), 17 * 32U);
  EXPECT_EQ(files.at("tile/2/000.p/1").size(), 32U);
  EXPECT_EQ(files.size(), 274U * 2 + 3);
}

TEST(Grow, WithNoEntriesStoresNothing) {
  MemoryLog log;
  log.add(sample_entries(0, 300));
  const Growth growth = grow(300, {}, log.reader());
  EXPECT_TRUE(growth.tiles.empty());
  EXPECT_EQ(growth.root, log.root());
}

TEST(Grow, StoresAtMostOnePartialTileALevelAndReadsOnlyTheRightEdge) {
  MemoryLog log;
  log.add(sample_entries(0, 1000));
  std::set<TileId> read;
  const auto stored = log.reader();
  const Growth growth = grow(1000, sample_entries(1000, 700), [&](const TileId& id) {
    read.insert(id);
    return stored(id);
  });
  const std::set<TileId> edge{{entries_level, 3, 232}, {0, 3, 232}, {1, 0, 3}};
  EXPECT_EQ(read, edge);
  std::map<int, int> partial;
  for (const auto& [id, bytes] : growth.tiles) partial[id.level] += id.width < tile_width ? 1 : 0;
  EXPECT_EQ(partial, (std::map<int, int>{{entries_level, 1}, {0, 1}, {1, 1}}));
}

TEST(Grow, TakesAFullerTileThanItAskedFor) {
  MemoryLog earlier;
  earlier.add(sample_entries(0, 300));
  MemoryLog later;
  later.add(sample_entries(0, 400));
  EXPECT_EQ(root_of(300, later.reader()), earlier.root());
  const Growth growth = grow(300, sample_entries(300, 5), later.reader());
  earlier.add(sample_entries(300, 5));
  EXPECT_EQ(growth.root, earlier.root());
  EXPECT_EQ(growth.tiles.at({entries_level, 1, 49}), earlier.files().at("tile/entries/001.p/49"));
}

TEST(Grow, ThrowsWhenTheStoreIsBroken) {
  MemoryLog log;
  log.add(sample_entries(0, 300));
  const TileReader empty = [](const TileId&) { return std::string(); };
  EXPECT_THROW(static_cast<void>(root_of(300, empty)), std::runtime_error);
  EXPECT_THROW(static_cast<void>(grow(300, {"one"}, empty)), std::runtime_error);
}

RC_GTEST_PROP(Grow, InRandomBatchesEqualsTheTreeOfTheDefinition, ()) {
  MemoryLog log;
  const auto batches = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 400));
  for (const int batch : batches) {
    if (log.size() > 2000) break;
    log.add(sample_entries(log.size(), static_cast<std::uint64_t>(batch)));
    RC_ASSERT(log.root() == reference::root(log.entries()));
  }
  MemoryLog at_once;
  at_once.add(log.entries());
  RC_ASSERT(at_once.files() == log.files());
}

RC_GTEST_PROP(Proofs, AreThoseOfTheDefinitionAndHold, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(1, 1500);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
  const auto from = *rc::gen::inRange<std::uint64_t>(1, size + 1);
  MemoryLog log;
  log.add(sample_entries(0, size));
  const auto inclusion = inclusion_proof(index, size, log.reader());
  RC_ASSERT(inclusion == reference::path(index, log.entries()));
  RC_ASSERT(
      check_inclusion(leaf_hash(log.entries()[index]), index, size, inclusion, log.root()).ok());
  const auto consistency = consistency_proof(from, size, log.reader());
  RC_ASSERT(consistency == reference::subproof(from, log.entries(), true));
  const Hash from_root = reference::root(reference::Leaves(log.entries()).first(from));
  RC_ASSERT(check_consistency(from, size, from_root, log.root(), consistency).ok());
}

RC_GTEST_PROP(Proofs, FailOnceAnyByteOfThemOrOfARootIsChanged, ()) {
  const auto size = *rc::gen::inRange<std::uint64_t>(2, 700);
  const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
  const auto from = *rc::gen::inRange<std::uint64_t>(1, size);
  MemoryLog log;
  log.add(sample_entries(0, size));
  const Hash leaf = leaf_hash(log.entries()[index]);
  const Hash from_root = reference::root(reference::Leaves(log.entries()).first(from));
  auto inclusion = inclusion_proof(index, size, log.reader());
  auto consistency = consistency_proof(from, size, log.reader());
  const auto change = [](std::vector<Hash>& proof) {
    auto& hash = proof[*rc::gen::inRange<std::size_t>(0, proof.size())];
    hash[*rc::gen::inRange<std::size_t>(0, 32)] ^= *rc::gen::inRange<std::uint8_t>(1, 255);
  };
  std::vector<Hash> roots{log.root()};
  std::vector<Hash> from_roots{from_root};
  change(roots);
  change(from_roots);
  RC_ASSERT(!check_inclusion(leaf, index, size, inclusion, roots[0]).ok());
  RC_ASSERT(!check_consistency(from, size, from_root, roots[0], consistency).ok());
  RC_ASSERT(!check_consistency(from, size, from_roots[0], log.root(), consistency).ok());
  change(inclusion);
  RC_ASSERT(!check_inclusion(leaf, index, size, inclusion, log.root()).ok());
  change(consistency);
  RC_ASSERT(!check_consistency(from, size, from_root, log.root(), consistency).ok());
}

TEST(Proofs, AreRefusedBeyondTheTree) {
  MemoryLog log;
  log.add(sample_entries(0, 3));
  EXPECT_THROW(static_cast<void>(inclusion_proof(3, 3, log.reader())), std::out_of_range);
  EXPECT_THROW(static_cast<void>(consistency_proof(4, 3, log.reader())), std::out_of_range);
  EXPECT_TRUE(consistency_proof(0, 3, log.reader()).empty());
  EXPECT_TRUE(consistency_proof(3, 3, log.reader()).empty());
}

struct PathCase {
  TileId id;
  const char* path;
};

TEST(TilePath, IsThatOfTlogTilesBothWays) {
  const PathCase cases[] = {
      {{0, 0, 256}, "tile/0/000"},
      {{0, 273, 112}, "tile/0/273.p/112"},
      {{1, 999, 256}, "tile/1/999"},
      {{0, 1000, 1}, "tile/0/x001/000.p/1"},
      {{0, 1'234'067, 256}, "tile/0/x001/x234/067"},
      {{63, 5, 255}, "tile/63/005.p/255"},
      {{entries_level, 1'234'067, 17}, "tile/entries/x001/x234/067.p/17"},
  };
  for (const PathCase& each : cases) {
    EXPECT_EQ(tile_path(each.id), each.path);
    ASSERT_TRUE(parse_tile_path(each.path).ok()) << each.path;
    EXPECT_EQ(parse_tile_path(each.path).value(), each.id);
  }
}

TEST(TilePath, RefusesEveryOtherForm) {
  const char* const cases[] = {
      "",
      "tile",
      "tile/",
      "tile/0",
      "tile/0/",
      "tile/0/0",
      "tile/0/00",
      "tile/0/0000",
      "tile/00/000",
      "tile/-1/000",
      "tile/64/000",
      "tile/999999999999/000",
      "tile/+1/000",
      "tile/0/x000/001",
      "tile/0/001/002",
      "tile/0/x001",
      "tile/0/x001/",
      "tile/0/x001/x002",
      "tile/0/x1/002",
      "tile/0/000.p/0",
      "tile/0/000.p/256",
      "tile/0/000.p/01",
      "tile/0/000.p/",
      "tile/0/000.p",
      "tile/0/000.p/1/",
      "tile/0/000/",
      "/tile/0/000",
      "tile/data/000",
      "tile/entries",
      "tile/entriesx/000",
      "tile/0/../000",
      "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999",
      "tile/0/x072/x057/x594/x037/x927/936",
      "tile/0/ 00",
  };
  for (const char* const path : cases) EXPECT_FALSE(parse_tile_path(path).ok()) << path;
}

TEST(Bundle, HoldsALengthThenTheEntry) {
  EXPECT_EQ(bundle_bytes({"ab", "", "c"}), std::string("\0\2ab\0\0\0\1c", 9));
  const std::vector<std::string> longest{std::string(65'535, 'x')};
  EXPECT_EQ(parse_bundle(bundle_bytes(longest)).value(), longest);
  EXPECT_THROW(bundle_bytes({std::string(65'536, 'x')}), std::length_error);
  EXPECT_THROW(bundle_bytes(std::vector<std::string>(257)), std::length_error);
}

TEST(Bundle, RefusesALengthBeyondItsEndAndTooManyEntries) {
  EXPECT_FALSE(parse_bundle(std::string("\0", 1)).ok());
  EXPECT_FALSE(parse_bundle(std::string("\0\2a", 3)).ok());
  EXPECT_FALSE(parse_bundle(std::string("\0\1ab", 4)).ok());
  EXPECT_TRUE(parse_bundle(std::string(512, '\0')).ok());
  EXPECT_FALSE(parse_bundle(std::string(514, '\0')).ok());
}

}  // namespace
}  // namespace assize::audit
