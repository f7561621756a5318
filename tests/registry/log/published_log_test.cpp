#include <cstdint>
#include <optional>

#include "audit/tree/proof.h"
#include "tests/registry/support/log_test.h"

namespace assize::registry {
namespace {

using PublishedLogTest = testing::LogTest;

TEST_F(PublishedLogTest, PublishesNothingBeforeTheFirstEntry) {
  EXPECT_EQ(sequencer_.run_once(), 0u);
  sequencer_.check_stored_tree();
  EXPECT_EQ(log_.checkpoint_note(), std::nullopt);
  EXPECT_EQ(log_.size(), 0u);
  EXPECT_EQ(log_.tile({0, 0, 1}), std::nullopt);
  EXPECT_EQ(log_.entry(0), std::nullopt);
}

TEST_F(PublishedLogTest, EachCheckpointVerifiesAndExtendsTheOneBefore) {
  std::optional<std::string> before;
  std::uint64_t size = 0;
  for (const std::size_t added : {1u, 1u, 253u, 1u, 1u, 511u, 600u, 20u}) {
    append_many(added, std::to_string(size) + "/");
    EXPECT_EQ(sequencer_.run_to_end(), added);
    size += added;
    ASSERT_EQ(log_.size(), size);
    ASSERT_EQ(verify(before), "") << "size " << size;
    before = log_.checkpoint_note();
    sequencer_.check_stored_tree();
  }
}

TEST_F(PublishedLogTest, ProofsHoldAgainstTheCheckpoint) {
  append_many(700);
  sequencer_.run_to_end();
  const auto whole = audit::open_checkpoint(*log_.checkpoint_note(), journal_.verifier());
  ASSERT_TRUE(whole.ok());
  for (const std::uint64_t index : {0u, 255u, 256u, 511u, 512u, 699u}) {
    EXPECT_TRUE(audit::check_inclusion(audit::leaf_hash(*log_.entry(index)), index, 700,
                                       log_.inclusion_proof(index, 700), whole->root)
                    .ok())
        << index;
  }
  append_many(100, "more/");
  sequencer_.run_to_end();
  const auto larger = audit::open_checkpoint(*log_.checkpoint_note(), journal_.verifier());
  EXPECT_TRUE(audit::check_consistency(700, 800, whole->root, larger->root,
                                       log_.consistency_proof(700, 800))
                  .ok());
  EXPECT_THROW(log_.inclusion_proof(0, 801), std::out_of_range);
  EXPECT_THROW(log_.inclusion_proof(700, 700), std::out_of_range);
  EXPECT_THROW(log_.consistency_proof(2, 1), std::out_of_range);
}

TEST_F(PublishedLogTest, ShowsOnlyWhatACheckpointCovers) {
  append_many(300);
  sequencer_.run_to_end();
  const auto width = [&](const audit::TileId& id) -> std::int64_t {
    const auto body = log_.tile(id);
    if (!body) return -1;
    return id.level == audit::entries_level
               ? static_cast<std::int64_t>(audit::parse_bundle(*body)->size())
               : static_cast<std::int64_t>(body->size() / 32);
  };
  EXPECT_EQ(width({0, 0, 256}), 256);
  EXPECT_EQ(width({0, 1, 44}), 44);
  EXPECT_EQ(width({0, 1, 7}), 7) << "cut from the fuller one";
  EXPECT_EQ(width({0, 1, 45}), -1);
  EXPECT_EQ(width({0, 2, 1}), -1);
  EXPECT_EQ(width({1, 0, 1}), 1);
  EXPECT_EQ(width({1, 0, 2}), -1);
  EXPECT_EQ(width({2, 0, 1}), -1);
  EXPECT_EQ(width({8, 0, 1}), -1);
  EXPECT_EQ(width({63, 0, 1}), -1);
  EXPECT_EQ(width({-2, 0, 1}), -1);
  EXPECT_EQ(width({0, 0, 0}), -1);
  EXPECT_EQ(width({0, 0, 257}), -1);
  EXPECT_EQ(width({0, UINT64_MAX / 256 + 1, 1}), -1);
  EXPECT_EQ(width({audit::entries_level, 0, 256}), 256);
  EXPECT_EQ(width({audit::entries_level, 1, 44}), 44);
  EXPECT_EQ(width({audit::entries_level, 1, 3}), 3);
  EXPECT_EQ(width({audit::entries_level, 1, 45}), -1);
  EXPECT_EQ(log_.entry(300), std::nullopt);
}

}  // namespace
}  // namespace assize::registry
