// Applications to the register, registrations and control over HTTP: who may do and see what.
#include "registry/filings/london_date.h"
#include "registry/log/journal.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

pricing::Date in_days(std::int32_t days) {
  return registry::london_date(registry::system_clock()()).plus_days(days);
}

class RegisterApplicationsRoutes : public ServiceTest {
 protected:
  static RawReply post(const std::string& role, const std::string& path, const std::string& body,
                       const std::string& key = new_key()) {
    return ask(port(), "POST", path,
               market_->bearer(role) + key + "Content-Type: application/json\r\n", body);
  }
  static std::string particulars(const std::string& name) {
    return R"({"particulars":{"name":")" + name +
           R"(","type":"10","la":"205","street":"1 Elm Road","town":"London","postcode":"W6 9JU",)"
           R"("age_from":5,"age_to":16,"gender":"Mixed","capacity":40,"needs":["ASD"],)"
           R"("provision":["day"],"premises":"a former school","headteacher_post":"vacant",)"
           R"("opens_on":")" +
           in_days(90).text() + R"("}})";
  }
};

TEST_F(RegisterApplicationsRoutes, AreBetweenAProviderAndTheRegulatorAlone) {
  const std::string body = particulars("Elm House");
  for (const char* role : {"commissioner", "case_officer", "approver"}) {
    EXPECT_EQ(post(role, "/v1/applications", body).status, 403) << role;
  }
  EXPECT_EQ(post("", "/v1/applications", body).status, 401);
  const std::string key = new_key();
  const RawReply made = post("provider", "/v1/applications", body, key);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(post("provider", "/v1/applications", body, key).body, made.body);
  EXPECT_EQ(post("provider", "/v1/applications", body).status, 409);
  const std::string id = member(made, "id");
  const std::string path = "/v1/applications/" + id;
  const std::pair<std::string, int> roles[] = {{"", 401},
                                               {"provider", 200},
                                               {"other_provider", 404},
                                               {"commissioner", 403},
                                               {"case_officer", 200},
                                               {"approver", 200},
                                               {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    EXPECT_EQ(get(path, market_->bearer(role)).status, status) << role;
    const RawReply list = get("/v1/applications", market_->bearer(role));
    EXPECT_EQ(list.body.find(id) != std::string::npos, status == 200) << role;
  }
  const std::string question = R"({"question":"How many staff?"})";
  EXPECT_EQ(post("provider", path + "/questions", question).status, 403);
  EXPECT_EQ(post("case_officer", path + "/questions", question).status, 201);
  EXPECT_EQ(post("case_officer", path + "/questions", question).status, 409);
  EXPECT_EQ(post("other_provider", path + "/answers", R"({"answer":"nine"})").status, 404);
  EXPECT_EQ(post("case_officer", path + "/answers", R"({"answer":"nine"})").status, 403);
  EXPECT_EQ(post("provider", path + "/answers", R"({"answer":"nine"})").status, 201);
  EXPECT_EQ(post("provider", path + "/decisions", R"({"decision":"accepted"})").status, 403);
  EXPECT_EQ(post("case_officer", path + "/decisions", R"({"decision":"refused"})").status, 422);
  EXPECT_EQ(post("case_officer", path + "/decisions", R"({"decision":"maybe"})").status, 422);
}

TEST_F(RegisterApplicationsRoutes, BringASchoolWhoseRegistrationAndOwnershipAllMayRead) {
  const RawReply made = post("provider", "/v1/applications", particulars("Oak House"));
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string path = "/v1/applications/" + member(made, "id");
  const RawReply accepted =
      post("case_officer", path + "/decisions",
           R"({"decision":"accepted","reasons":"all is well","conditions":[{"condition":)"
           R"("appoint a lead","due":")" +
               in_days(5).text() + R"("}]})");
  ASSERT_EQ(accepted.status, 201) << accepted.body;
  EXPECT_NE(accepted.body.find(R"("awaits_urn":true)"), std::string::npos);
  EXPECT_NE(accepted.body.find(R"("state":"due_soon")"), std::string::npos);
  EXPECT_EQ(get("/v1/schools/999777/registration").status, 404);
  ASSERT_EQ(post("case_officer", path + "/urn", R"({"urn":"999777"})").status, 201);

  EXPECT_EQ(post("case_officer", "/v1/schools/999778/registration",
                 R"({"event":"suspended","reasons":"a fire"})")
                .status,
            404);

  const RawReply shown = get("/v1/schools/999777/registration");
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_NE(shown.body.find(R"("status":"registered")"), std::string::npos) << shown.body;
  EXPECT_NE(shown.body.find("appoint a lead"), std::string::npos);
  EXPECT_EQ(shown.body.find("reasons"), std::string::npos) << "they are the regulator's alone";
  EXPECT_NE(get("/v1/schools/999777/registration", market_->bearer("approver"))
                .body.find("commitment_random"),
            std::string::npos);
  const RawReply listed = get("/v1/conditions?state=due_soon", market_->bearer("provider"));
  EXPECT_NE(listed.body.find("999777"), std::string::npos) << listed.body;
  const RawReply others = get("/v1/conditions", market_->bearer("other_provider"));
  EXPECT_EQ(others.body.find("999777"), std::string::npos) << others.body;
  EXPECT_EQ(get("/v1/conditions").status, 401);

  const std::string suspended = R"({"event":"suspended","reasons":"a fire"})";
  EXPECT_EQ(post("provider", "/v1/schools/999777/registration", suspended).status, 403);
  EXPECT_EQ(post("case_officer", "/v1/schools/999777/registration", suspended).status, 201);
  EXPECT_EQ(post("case_officer", "/v1/schools/999777/registration", suspended).status, 409);
  EXPECT_NE(get("/v1/schools/999777?as_at=" + in_days(0).text())
                .body.find(R"("registration":{"status":"suspended")"),
            std::string::npos);

  const std::string change = R"({"controller":"GB-COH-ZZ000555","controller_name":"Elm Ltd",)"
                             R"("owner_kind":"charity","reason":"a gift","from":")" +
                             in_days(100).text() + R"("})";
  EXPECT_EQ(post("provider", "/v1/schools/999777/ownership", change).status, 403);
  EXPECT_EQ(post("case_officer", "/v1/schools/999777/ownership", change).status, 201);
  const RawReply ownership = get("/v1/schools/999777/ownership");
  EXPECT_NE(ownership.body.find("GB-COH-ZZ000555"), std::string::npos) << ownership.body;
  EXPECT_EQ(ownership.body.find("a gift"), std::string::npos);
  EXPECT_EQ(get("/v1/providers/GB-COH-ZZ000555").status, 200);
  EXPECT_EQ(get("/v1/providers/nobody").status, 404);
}

}  // namespace
}  // namespace assize::api::testing
