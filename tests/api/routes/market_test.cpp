// The market over HTTP: the regulator has it judged and sees its flags, and nobody else does.
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class MarketTest : public ServiceTest {
 protected:
  static RawReply run_market(const std::string& role, const std::string& key,
                             const std::string& query = "") {
    return ask(port(), "POST", "/v1/market/runs" + query, market_->bearer(role) + key);
  }
};

TEST_F(MarketTest, IsJudgedOnceForAKeyAndLogged) {
  const std::string key = new_key();
  const RawReply run = run_market("case_officer", key);
  ASSERT_EQ(run.status, 201) << run.body;
  for (const char* part : {"\"standing\":", "\"receipt\":{", "\"counts\": {\"MKT-0",
                           "\"not_assessed\": [", "\"edition\": "}) {
    EXPECT_NE(run.body.find(part), std::string::npos) << part << run.body;
  }
  EXPECT_EQ(run.body.find("\"findings\""), std::string::npos);
  const RawReply again = run_market("case_officer", key);
  EXPECT_EQ(again.body, run.body);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(run_market("case_officer", "").status, 400);
}

TEST_F(MarketTest, OfADayPastIsAnsweredAndNotStored) {
  const RawReply past = run_market("approver", new_key(), "?at=2020-01-01");
  EXPECT_EQ(past.status, 200) << past.body;
  EXPECT_NE(past.body.find("\"id\":null"), std::string::npos) << past.body;
  EXPECT_NE(past.body.find("\"receipt\":null"), std::string::npos) << past.body;
  EXPECT_NE(past.body.find("\"findings\": []"), std::string::npos) << past.body;
  for (const char* bad : {"?at=tomorrow", "?at=2999-01-01", "?day=2026-01-01"}) {
    EXPECT_EQ(run_market("approver", new_key(), bad).status, 400) << bad;
  }
}

TEST_F(MarketTest, AndItsFlagsAreTheRegulatorsAlone) {
  ASSERT_EQ(run_market("administrator", new_key()).status, 201);
  const std::pair<std::string, int> roles[] = {{"", 401},
                                               {"provider", 403},
                                               {"other_provider", 403},
                                               {"commissioner", 403},
                                               {"case_officer", 200},
                                               {"approver", 200},
                                               {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    const RawReply flags = get("/v1/market/flags", market_->bearer(role));
    EXPECT_EQ(flags.status, status) << role;
    EXPECT_EQ(flags.body.find("MKT-0") != std::string::npos, status == 200) << role << flags.body;
    EXPECT_EQ(run_market(role, new_key()).status, status == 200 ? 201 : status) << role;
  }
}

TEST_F(MarketTest, FlagsAreFoundByTheirSubjectPageByPage) {
  ASSERT_EQ(run_market("case_officer", new_key()).status, 201);
  const std::string bearer = market_->bearer("case_officer");
  const RawReply first = get("/v1/market/flags?rule=MKT-06&limit=1", bearer);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.header("Cache-Control"), "private, no-cache");
  EXPECT_NE(first.body.find("\"working\":[\""), std::string::npos) << first.body;
  EXPECT_EQ(first.body.find("MKT-01"), std::string::npos) << first.body;
  const std::string next = member(first, "next");
  EXPECT_NE(first.header("Link").find("cursor=" + next + ">; rel=\"next\""), std::string::npos);
  const RawReply second = get("/v1/market/flags?rule=MKT-06&limit=1&cursor=" + next, bearer);
  EXPECT_NE(second.body.find("MKT-06"), std::string::npos) << second.body;
  EXPECT_NE(second.body, first.body);
  EXPECT_EQ(get("/v1/market/flags?known_at=2020-01-01", bearer).body,
            "{\"flags\":[],\"next\":null}");
  for (const char* bad :
       {"?state=shut", "?limit=0", "?need=X", "?urn=1", "?known_at=now", "?cursor=x", "?name=x"}) {
    EXPECT_EQ(get(std::string("/v1/market/flags") + bad, bearer).status, 400) << bad;
  }
}

}  // namespace
}  // namespace assize::api::testing
