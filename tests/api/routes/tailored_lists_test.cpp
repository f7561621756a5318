// Tailored lists over HTTP: who may make and see them, and that a frozen one comes back as it was.
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class TailoredListsTest : public ServiceTest {
 protected:
  static RawReply make(const std::string& role, const std::string& body, const std::string& key) {
    return ask(port(), "POST", "/v1/tailored-lists",
               market_->bearer(role) + key + "Content-Type: application/json\r\n", body);
  }
  static constexpr const char* profile =
      R"({"need":"ASD","provision":"day","age":12,"reference":"N-77","home":"530000,180000"})";
  static std::string with(const std::string& members) {
    return std::string(profile, std::string_view(profile).size() - 1) + "," + members + "}";
  }
};

TEST_F(TailoredListsTest, AreMadeByCouncilsForThemselvesAndByTheRegulator) {
  const std::pair<std::string, int> roles[] = {
      {"", 401},         {"provider", 403},     {"commissioner", 200}, {"case_officer", 200},
      {"approver", 200}, {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    EXPECT_EQ(make(role, profile, new_key()).status, status) << role;
  }
  EXPECT_EQ(make("commissioner", with(R"("council":"205")"), new_key()).status, 403);
  EXPECT_EQ(make("approver", with(R"("freeze":true)"), new_key()).status, 422);
  EXPECT_EQ(make("commissioner", profile, "").status, 400);
  const RawReply refused = make("commissioner", R"({"need":"ASD"})", new_key());
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("$.age"), std::string::npos);
  const RawReply made = make("commissioner", profile, new_key());
  EXPECT_NE(made.body.find("\"council\":\"383\""), std::string::npos) << made.body;
  EXPECT_NE(made.body.find("\"rank\":1"), std::string::npos);
  EXPECT_EQ(made.body.find("530000"), std::string::npos);
}

TEST_F(TailoredListsTest, AreFrozenOnceAndOpenedByTheirCouncilAndTheRegulatorAsTheyWere) {
  const std::string key = new_key();
  const RawReply frozen = make("commissioner", with(R"("freeze":true)"), key);
  ASSERT_EQ(frozen.status, 201) << frozen.body;
  EXPECT_EQ(make("commissioner", with(R"("freeze":true)"), key).body, frozen.body);
  const std::size_t begin = frozen.body.find("\"id\":\"") + 6;
  const std::string id = frozen.body.substr(begin, 26);
  const std::size_t list = frozen.body.find("\"list\":") + 7;
  const std::string body = frozen.body.substr(list, frozen.body.size() - list - 1);
  EXPECT_NE(body.find("\"checkpoint\":{\"size\":"), std::string::npos);
  const std::pair<std::string, int> roles[] = {{"", 401},
                                               {"provider", 403},
                                               {"commissioner", 200},
                                               {"other_commissioner", 404},
                                               {"case_officer", 200},
                                               {"approver", 200},
                                               {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    const RawReply shown = get("/v1/tailored-lists/" + id, market_->bearer(role));
    EXPECT_EQ(shown.status, status) << role;
    if (status == 200) {
      EXPECT_EQ(shown.body, body) << role;
    }
    const RawReply lists = get("/v1/tailored-lists", market_->bearer(role));
    EXPECT_EQ(lists.body.find(id) != std::string::npos, status == 200) << role;
  }
}

}  // namespace
}  // namespace assize::api::testing
