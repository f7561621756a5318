// `assize serve` beginning and ending, well and badly.
#include <signal.h>

#include <chrono>
#include <thread>

#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

class ServeTest : public ServiceTest {};

TEST_F(ServeTest, SaysThatThePortOrTheFolderIsInUseAndChangesNothing) {
  const TemporaryFolder folder;
  const Outcome port_in_use =
      run({"serve", "--port", std::to_string(port()), "--data-dir", folder.path("unmade")});
  EXPECT_EQ(port_in_use.status, 2);
  EXPECT_NE(port_in_use.err.find("is in use by another program"), std::string::npos)
      << port_in_use.err;
  EXPECT_FALSE(std::filesystem::exists(folder.path("unmade")));
  const Outcome folder_in_use = run({"serve", "--port", "0", "--data-dir", market_->data_dir});
  EXPECT_EQ(folder_in_use.status, 2);
  EXPECT_NE(folder_in_use.err.find(market_->data_dir), std::string::npos) << folder_in_use.err;
  const Outcome database_down =
      run({"register", "export", "--database", "mysql://u:hidden@127.0.0.1:1/assize"});
  EXPECT_EQ(database_down.status, 2);
  EXPECT_TRUE(database_down.err.starts_with("assize: ")) << database_down.err;
  EXPECT_EQ(database_down.err.find("hidden"), std::string::npos) << database_down.err;
  const Outcome truncated =
      run({"import", "gias", folder.file("gias.csv", "URN,LA (code),EstablishmentN"), "--data-dir",
           market_->data_dir});
  EXPECT_EQ(truncated.status, 2) << truncated.out;
  EXPECT_NE(truncated.err.find("nothing was imported"), std::string::npos) << truncated.err;
}

TEST_F(ServeTest, WhatWasAcknowledgedIsThereAfterTheProcessIsKilled) {
  const RawReply filed = file("provider", fee_file(own_school, "45000.00"), new_key());
  EXPECT_EQ(market_->server->stop(SIGKILL), 128 + SIGKILL);
  ASSERT_EQ(filed.status, 201);
  market_->serve();
  const RawReply shown = get(filed.header("Location"), market_->bearer("provider"));
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.body, filed.body);
}

TEST_F(ServeTest, EndsWith0OnSigtermWithEverythingSequenced) {
  const RawReply filed = file("provider", fee_file(own_school, "46000.00"), new_key());
  EXPECT_EQ(filed.status, 201);
  EXPECT_EQ(market_->server->stop(SIGTERM), 0);
  market_->serve();
  const auto json = pricing::parse_json(filed.body);
  const std::string leaf = *json->find("receipt")->find("leaf")->string();
  EXPECT_EQ(get("/log/proof?leaf=" + escaped(leaf)).status, 200);
}

// The database's server dies by itself under a running service.
TEST_F(ServeTest, ADatabaseThatIsKilledIsStartedAgainAndLosesNothing) {
  const RawReply filed = file("provider", fee_file(own_school, "47000.00"), new_key());
  ASSERT_EQ(filed.status, 201);
  const std::string id = read_file(market_->data_dir + "/database/mariadbd.pid");
  ASSERT_EQ(::kill(std::stoi(id), SIGKILL), 0);
  const auto patience = std::chrono::steady_clock::now() + 60s;
  RawReply ready;
  do {
    std::this_thread::sleep_for(50ms);
    ready = get("/readyz");
  } while ((ready.status != 200 ||
            market_->server->log().find("starting it again") == std::string::npos) &&
           std::chrono::steady_clock::now() < patience);
  EXPECT_EQ(ready.status, 200) << ready.body;
  EXPECT_EQ(get(filed.header("Location"), market_->bearer("provider")).body, filed.body);
  EXPECT_EQ(file("provider", fee_file(own_school, "47500.00"), new_key()).status, 201);
}

TEST_F(ServeTest, ARevokedTokenIsRefused) {
  const Outcome made = run({"token", "create", "--role", "approver", "--organisation", "Test",
                            "--data-dir", market_->data_dir});
  ASSERT_EQ(made.status, 0) << made.err;
  const std::string token = made.out.substr(0, made.out.find('\n'));
  const std::string bearer = "Authorization: Bearer " + token + "\r\n";
  EXPECT_EQ(get("/v1/schools", bearer).status, 200);
  EXPECT_EQ(run({"token", "revoke", "-", "--data-dir", market_->data_dir}, token).status, 0);
  EXPECT_EQ(get("/v1/schools", bearer).status, 401);
}

}  // namespace
}  // namespace assize::api::testing
