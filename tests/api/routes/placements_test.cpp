// Placements over HTTP: own and others', tried again, and nothing about a child anywhere.
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

constexpr const char* header =
    "reference,urn,line,need,provision,start,basis,annual_price,education,care,health,end\n";

std::string row(const std::string& reference, const std::string& end = "") {
  return reference + ",900001,ASD-DAY,ASD,day,2026-09-01,spot,45000.00,40000.00,5000.00,0.00," +
         end + "\n";
}

class PlacementsTest : public ServiceTest {
 protected:
  static RawReply post(const std::string& role, const std::string& body, const std::string& key,
                       const std::string& query = "", const std::string& type = "text/csv") {
    return ask(port(), "POST", "/v1/placements" + query,
               market_->bearer(role) + key + "Content-Type: " + type + "\r\n", body);
  }
};

TEST_F(PlacementsTest, AreRecordedOnceAndShownToTheirCouncilAndTheRegulatorAlone) {
  const std::string key = new_key();
  const RawReply recorded = post("commissioner", header + row("HTTP-1"), key);
  ASSERT_EQ(recorded.status, 201) << recorded.body;
  EXPECT_NE(recorded.body.find("\"added\":1"), std::string::npos) << recorded.body;
  EXPECT_NE(recorded.body.find("\"receipt\":{"), std::string::npos) << recorded.body;
  const RawReply again = post("commissioner", header + row("HTTP-1"), key);
  EXPECT_EQ(again.body, recorded.body);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(post("commissioner", header + row("HTTP-1"), new_key()).status, 200);

  const std::pair<std::string, int> roles[] = {{"", 401},
                                               {"provider", 403},
                                               {"commissioner", 200},
                                               {"other_commissioner", 404},
                                               {"case_officer", 200},
                                               {"approver", 200},
                                               {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    EXPECT_EQ(get("/v1/placements/383/HTTP-1", market_->bearer(role)).status, status) << role;
    const RawReply list = get("/v1/placements?council=383&limit=1000", market_->bearer(role));
    EXPECT_EQ(list.status, status == 404 ? 200 : status) << role;
    EXPECT_EQ(list.body.find("HTTP-1") != std::string::npos, status == 200) << role << list.body;
  }
  EXPECT_EQ(get("/v1/placements?limit=1000", market_->bearer("other_commissioner")).body,
            "{\"placements\":[],\"next\":null}");
  for (const char* elsewhere : {"/v1/placements/205/HTTP-1", "/v1/placements/383/HTTP-2",
                                "/v1/placements/38/HTTP-1", "/v1/placements/383/%27"}) {
    EXPECT_EQ(get(elsewhere, market_->bearer("administrator")).status, 404) << elsewhere;
  }
}

TEST_F(PlacementsTest, AreRecordedByTheirOwnCouncilAndNobodyElse) {
  const std::string body = header + row("HTTP-9");
  EXPECT_EQ(post("", body, new_key()).status, 401);
  for (const char* role : {"provider", "other_provider", "case_officer", "approver"}) {
    EXPECT_EQ(post(role, body, new_key()).status, 403) << role;
  }
  EXPECT_EQ(post("other_commissioner", body, new_key(), "?council=383").status, 403);
  EXPECT_EQ(post("other_commissioner", "council," + std::string(header) + "383," + row("HTTP-9"),
                 new_key())
                .status,
            422);
  EXPECT_EQ(post("administrator", body, new_key()).status, 422);
  EXPECT_EQ(post("administrator", body, new_key(), "?council=000").status, 400);
  EXPECT_EQ(get("/v1/placements/383/HTTP-9", market_->bearer("administrator")).status, 404);
  EXPECT_EQ(post("administrator", body, new_key(), "?council=383").status, 201);
}

TEST_F(PlacementsTest, AreCorrectedWithAReasonAndTheirHistoryShown) {
  ASSERT_EQ(post("commissioner", header + row("HTTP-3"), new_key()).status, 201);
  EXPECT_NE(post("commissioner", header + row("HTTP-3", "2027-07-31"), new_key())
                .body.find("\"ended\":1"),
            std::string::npos);
  const RawReply silent = post("commissioner", header + row("HTTP-3"), new_key());
  EXPECT_EQ(silent.status, 422);
  EXPECT_NE(silent.body.find("say why"), std::string::npos) << silent.body;
  EXPECT_EQ(post("commissioner", header + row("HTTP-3"), new_key(), "?why=it+goes+on").status, 201);
  const RawReply shown = get("/v1/placements/383/HTTP-3", market_->bearer("commissioner"));
  EXPECT_NE(shown.body.find("\"why\":\"it goes on\""), std::string::npos) << shown.body;
  EXPECT_NE(shown.body.find("\"end\":\"2027-07-31\""), std::string::npos) << shown.body;
}

TEST_F(PlacementsTest, RefuseAChildsDataAndRepeatItNowhere) {
  for (const char* secret : {"JOHN-SMITH-1", "9434765919", "H801200001001", "12-05-2014"}) {
    const RawReply refused = post("commissioner", header + row(secret), new_key());
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.body.find(secret), std::string::npos) << refused.body;
    EXPECT_EQ(market_->server->log().find(secret), std::string::npos);
    const RawReply why =
        post("commissioner", header + row("HTTP-4"), new_key(), "?why=" + std::string(secret));
    EXPECT_EQ(why.status, 422) << why.body;
    EXPECT_EQ(market_->server->log().find(secret), std::string::npos);
  }
}

TEST_F(PlacementsTest, ReadJsonAndPageByPage) {
  std::string rows;
  for (const char* reference : {"HTTP-5", "HTTP-6", "HTTP-7"}) {
    rows += std::string(rows.empty() ? "" : ",") + R"({"reference":")" + reference +
            R"(","urn":"900001","line":"ASD-DAY","need":"ASD","provision":"day",)"
            R"("start":"2020-09-01","end":"2021-07-31","basis":"strategic",)"
            R"("annual_price":"1.00","education":"1.00","care":"0","health":"0"})";
  }
  ASSERT_EQ(
      post("commissioner", "{\"placements\":[" + rows + "]}", new_key(), "", "application/json")
          .status,
      201);
  const std::string bearer = market_->bearer("commissioner");
  const RawReply first = get("/v1/placements?as_at=2020-10-01&limit=2", bearer);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_NE(first.body.find("HTTP-6"), std::string::npos);
  EXPECT_EQ(first.body.find("HTTP-7"), std::string::npos);
  const std::string next = member(first, "next");
  EXPECT_NE(first.header("Link").find("cursor=" + next + ">; rel=\"next\""), std::string::npos);
  const RawReply second = get("/v1/placements?as_at=2020-10-01&limit=2&cursor=" + next, bearer);
  EXPECT_NE(second.body.find("HTTP-7"), std::string::npos) << second.body;
  EXPECT_NE(second.body.find("\"next\":null"), std::string::npos) << second.body;
  EXPECT_EQ(get("/v1/placements?known_at=2020-01-01", bearer).body,
            "{\"placements\":[],\"next\":null}");
  for (const char* bad : {"?cursor=x", "?limit=0", "?as_at=today", "?known_at=now", "?urn=1",
                          "?council=12", "?name=x"}) {
    EXPECT_EQ(get(std::string("/v1/placements") + bad, bearer).status, 400) << bad;
  }
}

TEST_F(PlacementsTest, AreKeptFromThoseWhoCouldNotFileTheFees) {
  ASSERT_EQ(post("commissioner", header + row("HTTP-8"), new_key()).status, 201);
  const auto check = [](const std::string& role) {
    return ask(port(), "POST", "/v1/checks", market_->bearer(role) + "Content-Type: text/csv\r\n",
               fee_file(own_school, "50000.00"))
        .body;
  };
  const std::string told = "no placements were given";
  for (const char* role : {"", "other_provider", "commissioner"}) {
    EXPECT_NE(check(role).find(told), std::string::npos) << role << check(role);
  }
  for (const char* role : {"provider", "case_officer"}) {
    EXPECT_EQ(check(role).find(told), std::string::npos) << role;
  }
}

}  // namespace
}  // namespace assize::api::testing
