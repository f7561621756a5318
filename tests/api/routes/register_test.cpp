// Corrections, history and both axes of time over HTTP, from the served program.
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class Register : public ServiceTest {
 protected:
  static RawReply correct(const std::string& role, const std::string& body,
                          const std::string& key = new_key()) {
    return ask(port(), "POST", "/v1/schools/900001/corrections",
               market_->bearer(role) + key + "Content-Type: application/json\r\n", body);
  }
};

TEST_F(Register, PutsRightAndTellsBothAxes) {
  const std::string key = "Idempotency-Key: register-1\r\n";
  const std::string body = R"({"set":{"town":"Corrected"},"reason":"Secret","confidential":true})";
  const RawReply made = correct("case_officer", body, key);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(correct("case_officer", body, key).body, made.body) << "the same, once";
  const std::string known_at = member(made, "known_at");
  const RawReply now = get("/v1/schools/900001?known_at=" + known_at);
  EXPECT_EQ(member(now, "town"), "Corrected") << now.body;
  EXPECT_NE(member(get("/v1/schools/900001?as_at=2026-01-01&known_at=" + known_at), "as_at"), "");
  EXPECT_EQ(get("/v1/schools/900001?known_at=2001-01-01").status, 404);
  EXPECT_EQ(get("/v1/schools/900001?known_at=noon").status, 400);
  EXPECT_EQ(get("/v1/schools/900001/fees?known_at=" + known_at).status, 200);

  const RawReply history = get("/v1/schools/900001/history");
  EXPECT_NE(history.body.find("\"to\":\"Corrected\""), std::string::npos) << history.body;
  EXPECT_EQ(history.body.find("Secret"), std::string::npos);
  const RawReply seen = get("/v1/schools/900001/history", market_->bearer("approver"));
  EXPECT_NE(seen.body.find("Secret"), std::string::npos);
  EXPECT_EQ(get("/v1/schools/999999/history").status, 404);
}

TEST_F(Register, RefusesWhatIsNoCorrection) {
  EXPECT_EQ(correct("provider", R"({"set":{"town":"X"},"reason":"y"})").status, 403);
  EXPECT_EQ(correct("case_officer", R"({"set":{"size":"X"},"reason":""})").status, 422);
  EXPECT_EQ(correct("case_officer", R"({"set":{"capacity":60},"reason":"y"})").status, 422);
  EXPECT_EQ(correct("case_officer", "{").status, 422);
}

TEST_F(Register, FindsSchoolsByTheCodeOfAFormerCouncil) {
  const RawReply found = get("/v1/schools?la=928");
  EXPECT_EQ(found.status, 200) << found.body;
  EXPECT_NE(found.body.find("\"la_became\":{\"code\":\"928\",\"name\":\"Northamptonshire\","
                            "\"last_day\":\"2021-03-31\""),
            std::string::npos)
      << found.body;
  EXPECT_EQ(get("/v1/schools?la=001").status, 400);
  EXPECT_EQ(get("/v1/schools?inspection=splendid").status, 400);
  EXPECT_EQ(get("/v1/schools?inspection=good").status, 200);
}

}  // namespace
}  // namespace assize::api::testing
