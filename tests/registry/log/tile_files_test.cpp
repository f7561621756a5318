#include "registry/log/tile_files.h"

#include <filesystem>
#include <fstream>

#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

namespace fs = std::filesystem;

class TileFilesTest : public testing::LogTest {
 protected:
  TileFilesTest() {
    append_many(600);
    sequencer_.run_to_end();
  }
  std::string path(const std::string& name) const { return folder_.path() + "/tiles/" + name; }
  // What the database would give is spoilt, so that what is right came from a file.
  void spoil_database() { execute("UPDATE log_tile SET body = REVERSE(body)"); }

  testing::TestFolder folder_;
  std::string tiles_ = folder_.path() + "/tiles";
};

TEST_F(TileFilesTest, FullTilesAreWrittenOnceAndReadFromTheirFiles) {
  PublishedLog cached(*database_, tiles_);
  const audit::TileId hashes{0, 1, 256};
  const audit::TileId bundle{audit::entries_level, 0, 256};
  const auto hash_body = cached.tile(hashes);
  const auto bundle_body = cached.tile(bundle);
  EXPECT_EQ(hash_body, log_.tile(hashes));
  EXPECT_EQ(bundle_body, log_.tile(bundle));
  EXPECT_TRUE(fs::exists(path("tile/0/001")));
  EXPECT_TRUE(fs::exists(path("tile/entries/000")));
  const auto partial = log_.tile({0, 1, 7});
  spoil_database();
  EXPECT_EQ(cached.tile(hashes), hash_body);
  EXPECT_EQ(cached.tile(bundle), bundle_body);
  EXPECT_EQ(cached.tile({0, 1, 7}), partial) << "cut from the file of the full one";
  PublishedLog another_start(*database_, tiles_);
  EXPECT_NE(another_start.tile(hashes), hash_body) << "the stored tree is not the files' any more";
}

TEST_F(TileFilesTest, PartialTilesAreNotKept) {
  PublishedLog cached(*database_, tiles_);
  EXPECT_TRUE(cached.tile({0, 2, 88}));
  EXPECT_TRUE(cached.tile({1, 0, 2}));
  EXPECT_FALSE(fs::exists(path("tile/0/002")));
  EXPECT_FALSE(fs::exists(path("tile/0/002.p")));
}

TEST_F(TileFilesTest, NothingThatNoCheckpointCoversIsServedEvenIfAFileIsThere) {
  PublishedLog cached(*database_, tiles_);
  EXPECT_TRUE(cached.tile({0, 0, 256}));
  fs::copy_file(path("tile/0/000"), path("tile/0/002"));
  EXPECT_EQ(cached.tile({0, 2, 256}), std::nullopt);
  EXPECT_EQ(cached.tile({0, 3, 1}), std::nullopt);
}

TEST_F(TileFilesTest, TheFolderMayBeDeletedAtAnyTime) {
  PublishedLog cached(*database_, tiles_);
  const auto body = cached.tile({0, 0, 256});
  fs::remove_all(tiles_);
  EXPECT_EQ(cached.tile({0, 0, 256}), body);
  EXPECT_TRUE(fs::exists(path("tile/0/000"))) << "and is made again";
}

TEST_F(TileFilesTest, AFileThatWasCutOffIsMadeAgain) {
  PublishedLog cached(*database_, tiles_);
  for (const audit::TileId id : {audit::TileId{0, 0, 256}, audit::TileId{-1, 1, 256}}) {
    const auto body = cached.tile(id);
    const std::string file = path(audit::tile_path(id));
    fs::resize_file(file, 100);
    EXPECT_EQ(cached.tile(id), body);
    EXPECT_EQ(fs::file_size(file), body->size());
  }
}

TEST_F(TileFilesTest, FilesOfAnotherLogAreTakenAway) {
  PublishedLog cached(*database_, tiles_);
  EXPECT_TRUE(cached.tile({0, 0, 256}));
  for (const char* table : {"log_checkpoint", "log_entry", "log_tile"}) {
    execute(std::string("DELETE FROM ") + table);
  }
  append_many(600, "another/");
  Sequencer(*database_, *journal_, "node-a").run_to_end();
  PublishedLog other(*database_, tiles_);
  EXPECT_EQ(other.tile({0, 0, 256}), log_.tile({0, 0, 256}));
  EXPECT_EQ(other.entry(0), log_.entry(0));
}

TEST_F(TileFilesTest, AFolderThatCannotBeWrittenIsNoTrouble) {
  std::ofstream(folder_.path() + "/tiles") << "a file";
  PublishedLog cached(*database_, tiles_);
  EXPECT_EQ(cached.tile({0, 0, 256}), log_.tile({0, 0, 256}));
}

TEST_F(TileFilesTest, ProofsReadTheFiles) {
  PublishedLog cached(*database_, tiles_);
  EXPECT_EQ(cached.inclusion_proof(3, 600), log_.inclusion_proof(3, 600));
  EXPECT_TRUE(fs::exists(path("tile/0/000")));
  EXPECT_EQ(cached.consistency_proof(300, 600), log_.consistency_proof(300, 600));
}

}  // namespace
}  // namespace assize::registry
