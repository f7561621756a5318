// A real service is killed, or stopped, at each step of giving entries their place; another goes
// on. Nothing acknowledged is lost, repeated or contradicted.
#include <signal.h>

#include "registry/log/fault_point.h"
#include "tests/api/crash/nodes.h"

#include <gtest/gtest.h>

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

class EachFaultPoint : public ::testing::TestWithParam<std::string_view> {};

// Makes the node reach the point, if filing alone does not.
int end_of(Server& node, std::string_view point) {
  if (point == "lease_released") return node.stop(SIGTERM);
  if (point == "tile_file_written") {
    for (int i = 0; i < 200 && ask(node.port(), "GET", "/log/tile/0/000").status != 0; ++i) {
      if (const int end = node.wait_for_end(20ms); end >= 0) return end;
    }
  }
  return node.wait_for_end(20s);
}

TEST_P(EachFaultPoint, AnotherNodeGoesOnAfterADeathThere) {
  Nodes nodes;
  nodes.append_entries(300);
  nodes.sequence();  // so that there are full tiles, and a batch changes partial ones
  // So that what was signed before is kept as seen, and the point is not reached at the start.
  EXPECT_EQ(nodes.start()->stop(SIGTERM), 0);
  // So that what was signed before is kept as seen, and the point is not reached at the start.
  EXPECT_EQ(nodes.start()->stop(SIGTERM), 0);
  std::vector<std::string> leaves;
  const auto dying = nodes.start(std::string(GetParam()));
  const RawReply first = nodes.file(*dying, "first");
  const std::string first_fees = nodes.last_fees();
  ASSERT_EQ(end_of(*dying, GetParam()), 128 + SIGKILL) << "it was not reached";
  if (first.status == 201) leaves.push_back(nodes.promised_leaf(first));

  nodes.let_lease_run_out();
  const auto second = nodes.start();
  const RawReply again = nodes.file_again(*second, "first", first_fees);
  EXPECT_EQ(again.status, 201) << again.body;
  if (first.status == 201) {
    EXPECT_EQ(again.body, first.body) << "the first reply, receipt and all";
  }
  leaves.push_back(nodes.promised_leaf(again));
  const RawReply other = nodes.file(*second, "other");
  EXPECT_EQ(other.status, 201) << other.body;
  leaves.push_back(nodes.promised_leaf(other));
  for (const std::string& leaf : leaves) {
    ASSERT_NE(leaf, "");
    EXPECT_TRUE(Nodes::is_proved(*second, leaf)) << leaf;
  }
  EXPECT_EQ(second->stop(SIGTERM), 0) << second->log();
  EXPECT_EQ(nodes.trouble(leaves), "");
  EXPECT_EQ(nodes.count("SELECT COUNT(*) FROM filing"), 2);
}

INSTANTIATE_TEST_SUITE_P(Sequencer, EachFaultPoint,
                         ::testing::ValuesIn(registry::fault_point_names),
                         [](const auto& each) { return std::string(each.param); });

// What a node does that is stopped for longer than its lease, while another leads, and then goes
// on.
class StoppedAt : public ::testing::TestWithParam<std::string_view> {};

TEST_P(StoppedAt, TheStaleNodeIsRefusedAndBothGoOn) {
  Nodes nodes;
  nodes.sequence();
  EXPECT_EQ(nodes.start()->stop(SIGTERM), 0);
  EXPECT_EQ(nodes.start()->stop(SIGTERM), 0);
  const auto stale = nodes.start(std::string(GetParam()) + ":stop");
  RawReply filed = nodes.file(*stale, "at-first");
  ASSERT_EQ(filed.status, 201) << filed.body;
  ASSERT_TRUE(stale->is_stopped_within(20s)) << "it was not reached";
  const auto other = nodes.start("", "other");
  std::vector<std::string> leaves{nodes.promised_leaf(filed)};
  for (int i = 0; i < 3; ++i) {
    filed = nodes.file(*other, "while-stopped-" + std::to_string(i));
    ASSERT_EQ(filed.status, 201) << filed.body;
    leaves.push_back(nodes.promised_leaf(filed));
    EXPECT_TRUE(Nodes::is_proved(*other, leaves.back(), 15s)) << "promised within ten seconds";
  }
  const std::int64_t fencing = nodes.count("SELECT fencing FROM lease WHERE name = 'sequencer'");
  stale->send(SIGCONT);
  for (int i = 0; i < 3; ++i) {
    filed = nodes.file(*stale, "gone-on-" + std::to_string(i));
    ASSERT_EQ(filed.status, 201) << filed.body;
    leaves.push_back(nodes.promised_leaf(filed));
    EXPECT_TRUE(Nodes::is_proved(*stale, leaves.back()));
  }
  EXPECT_EQ(nodes.count("SELECT fencing FROM lease WHERE name = 'sequencer'"), fencing)
      << "the other has led all the time";
  EXPECT_EQ(stale->stop(SIGTERM), 0) << stale->log();
  EXPECT_EQ(other->stop(SIGTERM), 0) << other->log();
  EXPECT_EQ(nodes.trouble(leaves), "");
}

INSTANTIATE_TEST_SUITE_P(Sequencer, StoppedAt,
                         ::testing::Values("lease_taken", "tiles_stored", "pending_deleted",
                                           "batch_committed", "seen_written"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace assize::api::testing
