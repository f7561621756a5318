// Exit notices over HTTP: a provider's own schools, and who sees what is at risk there.
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class ExitNoticesTest : public ServiceTest {
 protected:
  static RawReply notify(const std::string& role, const std::string& body, const std::string& key) {
    return ask(port(), "POST", "/v1/exit-notices",
               market_->bearer(role) + key + "Content-Type: application/json\r\n", body);
  }
  static std::string closing(const std::string& urn) {
    return R"({"urn":")" + urn + R"(","last_day":"2099-07-31","reason":"the lease ends"})";
  }
};

TEST_F(ExitNoticesTest, AreGivenForOwnSchoolsAndSeenByThoseWithPlacementsThere) {
  // Ten years on at most.
  EXPECT_EQ(notify("provider", closing(own_school), new_key()).status, 422);
  std::string body = closing(own_school);
  body.replace(body.find("2099-07-31"), 10, "2030-07-31");
  for (const char* role : {"commissioner", "case_officer", "approver", "other_provider"}) {
    EXPECT_EQ(notify(role, body, new_key()).status, 403) << role;
  }
  EXPECT_EQ(notify("", body, new_key()).status, 401);
  ASSERT_EQ(ask(port(), "POST", "/v1/placements",
                market_->bearer("commissioner") + new_key() + "Content-Type: text/csv\r\n",
                "reference,urn,line,need,provision,start,basis,annual_price,education,care,health\n"
                "EXIT-1,900001,ASD-DAY,MSI,day,2026-09-01,spot,45000.00,45000.00,0,0\n")
                .status,
            201);
  body.insert(1, R"("need":"MSI",)");
  const std::string key = new_key();
  const RawReply given = notify("provider", body, key);
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(notify("provider", body, key).body, given.body);
  const std::string path = "/v1/exit-notices/" + member(given, "id");

  const std::pair<std::string, int> roles[] = {{"", 401},
                                               {"provider", 403},
                                               {"other_provider", 403},
                                               {"commissioner", 200},
                                               {"other_commissioner", 404},
                                               {"case_officer", 200},
                                               {"approver", 200},
                                               {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    const RawReply shown = get(path, market_->bearer(role));
    EXPECT_EQ(shown.status, status) << role << shown.body;
    const RawReply list = get("/v1/exit-notices", market_->bearer(role));
    EXPECT_EQ(list.body.find(member(given, "id")) != std::string::npos, status == 200) << role;
    if (status != 200) continue;
    EXPECT_NE(shown.body.find(R"("placements_at_risk":[{"council":"383","need":"MSI",)"
                              R"("placements":1}],"alternatives":[{"need":"MSI","schools":[)"),
              std::string::npos)
        << shown.body;
    EXPECT_EQ(shown.body.find("EXIT-1"), std::string::npos);
  }
  const RawReply withdrawn =
      notify("provider", R"({"withdraws":")" + member(given, "id") + R"(","reason":"renewed"})",
             new_key());
  EXPECT_EQ(withdrawn.status, 201) << withdrawn.body;
  EXPECT_NE(get(path, market_->bearer("approver"))
                .body.find("\"withdrawn_by\":\"" + member(withdrawn, "id")),
            std::string::npos);
}

}  // namespace
}  // namespace assize::api::testing
