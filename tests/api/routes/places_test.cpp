// Vacancies over HTTP: stated by those who run the school, shown to all, and searched for.
#include <thread>

#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

constexpr const char* header = "urn,need,provision,age_from,age_to,vacancies\n";

class PlacesTest : public ServiceTest {
 protected:
  static RawReply post(const std::string& role, const std::string& body, const std::string& key,
                       const std::string& type = "text/csv") {
    return ask(port(), "POST", "/v1/places",
               market_->bearer(role) + key + "Content-Type: " + type + "\r\n", body);
  }
  // Until the text is in the reply, at most five seconds.
  static std::string wait_for(const std::string& target, const std::string& text) {
    std::string body;
    for (int tried = 0; tried < 100; ++tried) {
      body = get(target).body;
      if (body.find(text) != std::string::npos) break;
      std::this_thread::sleep_for(50ms);
    }
    return body;
  }
};

TEST_F(PlacesTest, AreStatedOnceByWhoRunsTheSchoolAndShownToAll) {
  const std::string body = header + std::string("900001,MSI,day,5,11,7\n");
  const std::pair<std::string, int> roles[] = {
      {"", 401},         {"other_provider", 422}, {"commissioner", 403}, {"case_officer", 403},
      {"approver", 403}, {"provider", 201},       {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    EXPECT_EQ(post(role, body, new_key()).status, status) << role;
  }
  const std::string stated = R"({"need":"MSI","provision":"day","age_from":5,"age_to":11,)"
                             R"("vacancies":7,"stated":")";
  const std::string shown = wait_for("/v1/schools/900001/places", stated);
  EXPECT_NE(shown.find(stated), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"("age_days":0,"stale":false)"), std::string::npos) << shown;
  EXPECT_NE(get("/v1/schools/900001").body.find(stated), std::string::npos);
  const std::string search = "/v1/schools?vacancy=true&need=MSI&age=7";
  EXPECT_EQ(get(search + "&vacancy=yes").status, 400);
  EXPECT_EQ(get("/v1/schools/123456/places").status, 404);
  EXPECT_EQ(get("/v1/schools/900001/places?as_at=2026-01-01").status, 400);
}

TEST_F(PlacesTest, GiveEveryFaultOfTheFile) {
  const RawReply refused =
      post("provider", R"({"places": [{"urn": "900001", "need": "ASD"}, {"urn": "9"}]})", new_key(),
           "application/json");
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("\"place\":\"$.places[0].provision\""), std::string::npos)
      << refused.body;
  EXPECT_NE(refused.body.find("\"place\":\"$.places[1].urn\""), std::string::npos);
}

}  // namespace
}  // namespace assize::api::testing
