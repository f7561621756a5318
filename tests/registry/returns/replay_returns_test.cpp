#include "registry/returns/replay_returns.h"

#include "registry/log/sequencer.h"
#include "tests/registry/returns/return_fixture.h"

namespace assize::registry {
namespace {

using testing::return_file;

class ReplayReturnsTest : public testing::ReturnFixture {
 protected:
  std::string told(const std::string& id) {
    const auto replay = replay_returns(*database_, id);
    std::string out;
    for (const ReplayDifference& each : replay->differences) {
      out += each.part + ": " + each.message + "\n";
    }
    return out;
  }
};

TEST_F(ReplayReturnsTest, IsTheSameByTheEditionAndTheReturnsOfTheTime) {
  handed_in(return_file({{2023}, {2024, "918000.00"}}));
  const ReturnFiling filing = handed_in(return_file({{2025, "936360.00"}}));
  EXPECT_EQ(told(filing.id), "");
  // What would be judged otherwise today.
  handed_in(return_file({{2024, "800000.00"}}));
  publish(testing::example_book("2026.9"));
  Sequencer(*database_, journal_, "node-a").run_to_end();
  EXPECT_EQ(told(filing.id), "");
  const auto replay = replay_returns(*database_, filing.id);
  EXPECT_EQ(replay->kind, "return");
  EXPECT_TRUE(replay->log_index);
  EXPECT_EQ(replay->replayed_sha256, filing.assessment_sha256);
  EXPECT_FALSE(replay_returns(*database_, "01ARYZ6S41TSV4RRFFQ69G5FAV"));
}

TEST_F(ReplayReturnsTest, NamesWhatWasTamperedWith) {
  const ReturnFiling filing = handed_in(return_file({{2023}, {2024}, {2025}}));
  const struct {
    std::string sql;
    std::string part;
  } cases[] = {
      {"returns = REPLACE(returns, '900000', '990000')", "returns: its bytes have SHA-256 "},
      {"earlier = CONCAT(earlier, ' ')", "earlier: its bytes have SHA-256 "},
      {"assessment = REPLACE(assessment, '\"lines\": 3', '\"lines\": 4')",
       "summary: lines was 4 and is 3"},
      {"status = 'held'", ""},
      {"commitment_random = REVERSE(commitment_random)",
       "entry: the log's commitment does not open with the stored documents"},
      {"account_id = 'acc_other'", "entry: the log says actor acc_officer, and it is acc_other"}};
  for (const auto& [sql, part] : cases) {
    const auto before = query(
        "SELECT HEX(returns), HEX(earlier), HEX(assessment), commitment_random, account_id, status"
        " FROM return_filing")[0];
    execute("UPDATE return_filing SET " + sql);
    const std::string out = told(filing.id);
    if (part.empty()) {
      EXPECT_EQ(out, "") << "the status is worked out, not read";
    } else {
      EXPECT_NE(out.find(part), std::string::npos) << sql << ": " << out;
    }
    execute("UPDATE return_filing SET returns = UNHEX('" + before.text(0) +
            "'), earlier = UNHEX('" + before.text(1) + "'), assessment = UNHEX('" + before.text(2) +
            "'), commitment_random = '" + before.text(3) + "', account_id = '" + before.text(4) +
            "', status = '" + before.text(5) + "'");
    EXPECT_EQ(told(filing.id), "");
  }
}

}  // namespace
}  // namespace assize::registry
