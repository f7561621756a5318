// Replay over HTTP and on the command line.
#include <chrono>
#include <thread>

#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class ReplayRoute : public ServiceTest {};

TEST_F(ReplayRoute, IsTheRegulatorsAlone) {
  const RawReply filed = file("provider", fee_file(own_school, "41000.00"), new_key());
  ASSERT_EQ(filed.status, 201) << filed.body;
  const std::string target = filed.header("Location") + "/replay";
  EXPECT_EQ(get(target).status, 401);
  for (const char* role : {"provider", "other_provider", "commissioner"}) {
    EXPECT_EQ(get(target, market_->bearer(role)).status, 403) << role;
  }
  for (const char* role : {"case_officer", "approver", "administrator"}) {
    const RawReply replay = get(target, market_->bearer(role));
    ASSERT_EQ(replay.status, 200) << role << replay.body;
    EXPECT_EQ(member(replay, "filing"), member(filed, "id"));
    EXPECT_EQ(member(replay, "replayed_sha256"), member(filed, "assessment_sha256"));
    EXPECT_NE(replay.body.find("\"same\":true"), std::string::npos) << replay.body;
    EXPECT_EQ(replay.header("Cache-Control"), "no-store");
  }
  const std::string officer = market_->bearer("case_officer");
  EXPECT_EQ(get("/v1/filings/01ARYZ6S41TSV4RRFFQ69G5FAV/replay", officer).status, 404);
  EXPECT_EQ(get("/v1/filings/nothing/replay", officer).status, 404);
  EXPECT_EQ(get(target + "?odd=1", officer).status, 400);
}

TEST_F(ReplayRoute, IsACommandForOneFilingAndForAll) {
  const RawReply filed = file("administrator", fee_file(own_school, "99000.00"), new_key());
  ASSERT_EQ(filed.status, 422) << "refused filings are replayed too";
  const auto body = pricing::parse_json(filed.body);
  const std::string id = *body->find("filing")->find("id")->string();
  const auto replay = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "replay");
    arguments.insert(arguments.end(), {"--data-dir", market_->data_dir});
    return run(arguments);
  };
  const Outcome one = replay({id});
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(one.out.find("filing " + id + ": the same (edition test."), 0U) << one.out;
  EXPECT_NE(one.out.find("1 replayed: all the same.\n"), std::string::npos) << one.out;
  // The last filings get their places in the log within a moment, and then both say the same.
  Outcome alone = replay({"--all", "--format", "json", "--jobs", "1"});
  for (int tries = 0; tries < 50 && alone.out.find("\"log_index\":null") != std::string::npos;
       ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    alone = replay({"--all", "--format", "json", "--jobs", "1"});
  }
  const Outcome together = replay({"--all", "--format", "json", "--jobs", "5"});
  EXPECT_EQ(alone.status, 0) << alone.err << alone.out;
  EXPECT_EQ(alone.out, together.out);
  EXPECT_TRUE(pricing::parse_json(alone.out).ok());
  EXPECT_NE(alone.out.find(id), std::string::npos);
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {}, {id, "--all"}, {"01ARYZ6S41TSV4RRFFQ69G5FAV"}, {id, "nothing"}}) {
    const Outcome bad = replay(arguments);
    EXPECT_EQ(bad.status, 2) << bad.out;
    EXPECT_EQ(std::count(bad.err.begin(), bad.err.end(), '\n'), 1) << bad.err;
  }
}

}  // namespace
}  // namespace assize::api::testing
