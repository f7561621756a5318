// Frameworks over HTTP, as their users and as those who would misuse them; and from the command
// line.
#include <set>

#include "registry/filings/london_date.h"
#include "registry/log/journal.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

constexpr const char* json_body = "Content-Type: application/json\r\n";

class FrameworkRoutesTest : public ServiceTest {
 protected:
  static pricing::Date today() { return registry::london_date(registry::system_clock()()); }

  // Open today, unless it is to open later.
  static std::string framework(const std::string& id, int opens_in = -1,
                               const std::string& title = "Places") {
    const auto day = [](int days) { return today().plus_days(days).text(); };
    return R"({"id":")" + id + R"(","title":")" + title +
           R"(","buyer":{"name":"The regulator"},"opens":")" + day(opens_in) + R"(","closes":")" +
           day(opens_in + 20) + R"(","begins":")" + day(opens_in + 40) + R"(","ends":")" +
           day(opens_in + 400) +
           R"(","lots":[{"id":"L1","title":"Day","need":"ANY","provision":"day","region":"national",
 "age_from":0,"age_to":25}]})";
  }
  static RawReply post(const std::string& role, const std::string& target, const std::string& body,
                       const std::string& key = new_key_here()) {
    return ask(port(), "POST", target, market_->bearer(role) + key + json_body, body);
  }
  static std::string new_key_here() {
    static int last = 0;
    return "Idempotency-Key: framework-" + std::to_string(++last) + "\r\n";
  }
  static RawReply get_as(const std::string& role, const std::string& target) {
    return get(target, market_->bearer(role));
  }
  static std::string apply_body(const std::string& urn) {
    return R"({"urn":")" + urn + R"(","statement":"We have the room."})";
  }
  // A framework of its own for each test, published and open.
  static std::string published(const std::string& id) {
    const RawReply reply = post("approver", "/v1/frameworks", framework(id));
    EXPECT_EQ(reply.status, 201) << reply.body;
    return "/v1/frameworks/" + id;
  }
};

TEST_F(FrameworkRoutesTest, IsPublishedShownAndCorrected) {
  const std::string target = published("FR-PUBLISH");
  EXPECT_EQ(member(get(target), "state"), "open");
  EXPECT_EQ(member(get(target + "?as_at=" + today().plus_days(39).text()), "state"), "live");
  EXPECT_EQ(get(target + "?as_at=soon").status, 400);
  const RawReply edition = get(target + "/editions/1");
  EXPECT_EQ(edition.body, framework("FR-PUBLISH"));
  EXPECT_NE(edition.header("Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(get(target + "/editions/2").status, 404);
  EXPECT_EQ(get("/v1/frameworks/NONE").status, 404);
  EXPECT_NE(get("/v1/frameworks").body.find("\"FR-PUBLISH\""), std::string::npos);

  EXPECT_EQ(post("approver", "/v1/frameworks", framework("FR-PUBLISH")).status, 200);
  const std::string other = framework("FR-PUBLISH", -1, "Other");
  EXPECT_EQ(post("approver", "/v1/frameworks", other).status, 409);
  EXPECT_EQ(post("approver", "/v1/frameworks?reason=Misspelt", other).status, 201);
  EXPECT_EQ(member(get(target), "title"), "Other");
  EXPECT_NE(get(target).body.find("\"reason\":\"Misspelt\""), std::string::npos);
  EXPECT_EQ(get(target + "/editions/1").body, framework("FR-PUBLISH"));

  const RawReply faulty = post("approver", "/v1/frameworks", R"({"id":"F","odd":1})");
  EXPECT_EQ(faulty.status, 422);
  EXPECT_NE(faulty.body.find("$.odd"), std::string::npos);
  EXPECT_NE(faulty.body.find("$.lots"), std::string::npos);
}

TEST_F(FrameworkRoutesTest, IsPublishedByApproversAndAdministratorsAlone) {
  for (const auto& [role, status] : std::map<std::string, int>{
           {"", 401}, {"provider", 403}, {"commissioner", 403}, {"case_officer", 403}}) {
    EXPECT_EQ(post(role, "/v1/frameworks", framework("FR-NOT")).status, status) << role;
  }
  EXPECT_EQ(get("/v1/frameworks/FR-NOT").status, 404);
}

TEST_F(FrameworkRoutesTest, AProviderAppliesAndOnlyItAndTheRegulatorSeeIt) {
  const std::string target = published("FR-APPLY") + "/lots/L1/applications";
  const RawReply applied = post("provider", target, apply_body(own_school));
  ASSERT_EQ(applied.status, 201) << applied.body;
  const std::string own = target + "/" + own_school;
  EXPECT_EQ(applied.header("Location"), own);
  EXPECT_NE(applied.body.find("\"receipt\":{"), std::string::npos);

  EXPECT_EQ(get_as("provider", own).status, 200);
  EXPECT_EQ(get_as("case_officer", own).status, 200);
  EXPECT_EQ(get_as("approver", own).status, 200);
  EXPECT_EQ(get_as("other_provider", own).status, 404);
  EXPECT_EQ(get_as("commissioner", own).status, 403);
  EXPECT_EQ(get_as("", own).status, 401);
  EXPECT_EQ(get_as("other_provider", target).body, R"({"applications":[],"next":null})");
  EXPECT_NE(get_as("provider", target).body.find(own_school), std::string::npos);
  EXPECT_NE(get_as("case_officer", target).body.find(own_school), std::string::npos);
  EXPECT_EQ(get("/v1/frameworks/FR-APPLY").body.find(own_school), std::string::npos);
  EXPECT_EQ(get_as("provider", own).header("Cache-Control"), "private, no-cache");
}

TEST_F(FrameworkRoutesTest, NobodyAppliesForAnothersSchoolNorDecidesForItself) {
  const std::string target = published("FR-HOSTILE") + "/lots/L1/applications";
  EXPECT_EQ(post("other_provider", target, apply_body(own_school)).status, 403);
  EXPECT_EQ(post("commissioner", target, apply_body(own_school)).status, 403);
  EXPECT_EQ(post("case_officer", target, apply_body(own_school)).status, 403);
  EXPECT_EQ(post("", target, apply_body(own_school)).status, 401);
  const std::string back_dated = R"({"urn":")" + std::string(own_school) + R"(","on":")" +
                                 today().plus_days(-1).text() + "\"}";
  EXPECT_EQ(post("provider", target, back_dated).status, 422);
  EXPECT_EQ(post("provider", target, R"({"urn":"900001","organisation":"org_x"})").status, 422);
  EXPECT_EQ(post("provider", target, R"({"urn":900001})").status, 422);
  EXPECT_EQ(post("provider", target, "{").status, 422);
  EXPECT_EQ(
      post("provider", "/v1/frameworks/FR-HOSTILE/lots/L2/applications", apply_body(own_school))
          .status,
      404);
  EXPECT_EQ(post("provider", "/v1/frameworks/FR-HOSTILE/lots/L1'%20OR%201=1/applications",
                 apply_body(own_school))
                .status,
            404);
  EXPECT_EQ(post("provider", target, apply_body(own_school), "").status, 400);
  ASSERT_EQ(post("provider", target, apply_body(own_school)).status, 201);
  const std::string decide = target + "/" + own_school + "/decisions";
  for (const auto& [role, status] : std::map<std::string, int>{
           {"", 401}, {"provider", 403}, {"other_provider", 403}, {"commissioner", 403}}) {
    EXPECT_EQ(post(role, decide, R"({"decision":"admitted"})").status, status) << role;
  }
  EXPECT_EQ(post("case_officer", decide, R"({"decision":"applied"})").status, 422);
  EXPECT_EQ(post("case_officer", decide, R"({"decision":"refused"})").status, 422);
  EXPECT_EQ(post("case_officer", decide, R"({"decision":"suspended","reasons":"Why."})").status,
            409);
  EXPECT_EQ(member(get_as("provider", target + "/" + own_school), "status"), "applied");
}

TEST_F(FrameworkRoutesTest, SchoolsApplyOnlyWhileItIsOpen) {
  ASSERT_EQ(post("approver", "/v1/frameworks", framework("FR-COMING", 1)).status, 201);
  const RawReply early =
      post("provider", "/v1/frameworks/FR-COMING/lots/L1/applications", apply_body(own_school));
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(member(early, "type"), "/problems/out-of-turn");
}

TEST_F(FrameworkRoutesTest, ARefusalsReasonsAreForTheSchoolAndAnAdmissionIsPublic) {
  const std::string target = published("FR-DECIDE") + "/lots/L1/applications";
  ASSERT_EQ(post("provider", target, apply_body(own_school)).status, 201);
  const std::string decide = target + "/" + own_school + "/decisions";
  const std::string refusal = R"({"decision":"refused","reasons":"The roof leaks."})";
  const std::string key = new_key_here();
  const RawReply refused = post("case_officer", decide, refusal, key);
  ASSERT_EQ(refused.status, 201) << refused.body;
  const RawReply again = post("case_officer", decide, refusal, key);
  EXPECT_EQ(again.body, refused.body);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_NE(get_as("provider", target + "/" + own_school).body.find("The roof leaks."),
            std::string::npos);
  EXPECT_EQ(get("/v1/frameworks/FR-DECIDE").body.find(own_school), std::string::npos);

  ASSERT_EQ(post("provider", target, apply_body(own_school)).status, 201);
  ASSERT_EQ(post("case_officer", decide, R"({"decision":"admitted"})").status, 201);
  const std::string shown = get("/v1/frameworks/FR-DECIDE").body;
  EXPECT_NE(shown.find("\"urn\":\"900001\""), std::string::npos) << shown;
  EXPECT_EQ(shown.find("roof"), std::string::npos);
}

// The demo's live framework has schools, and the catalogue knows them by their lots.
TEST_F(FrameworkRoutesTest, TheCatalogueIsSearchedByLot) {
  const auto shown = pricing::parse_json(get("/v1/frameworks/PLACES-1").body);
  ASSERT_TRUE(shown.ok());
  std::size_t lots_with_schools = 0;
  for (const pricing::JsonValue& lot : *shown->find("lots")->array()) {
    std::set<std::string> admitted;
    for (const pricing::JsonValue& school : *lot.find("schools")->array()) {
      if (*school.find("status")->string() == "admitted") {
        admitted.insert(*school.find("urn")->string());
      }
    }
    const std::string address = "PLACES-1/" + *lot.find("id")->string();
    const RawReply reply = get("/v1/schools?limit=100&lot=" + address);
    ASSERT_EQ(reply.status, 200) << reply.body;
    const auto page = pricing::parse_json(reply.body);
    std::set<std::string> found;
    for (const pricing::JsonValue& school : *page->find("schools")->array()) {
      found.insert(*school.find("urn")->string());
      EXPECT_FALSE(school.find("lots")->array()->empty());
    }
    EXPECT_EQ(found, admitted) << address;
    if (!found.empty()) ++lots_with_schools;
  }
  EXPECT_GT(lots_with_schools, 0U);
  EXPECT_EQ(get("/v1/schools?lot=PLACES-1").status, 400);
  EXPECT_EQ(get("/v1/schools?lot=PLACES-1/NONE").status, 400);
  EXPECT_EQ(member(get("/v1/frameworks/PLACES-2"), "state"), "open");
}

TEST_F(FrameworkRoutesTest, IsTheSameFromTheCommandLine) {
  const TemporaryFolder folder;
  const auto assize = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "framework");
    arguments.insert(arguments.end(), {"--data-dir", market_->data_dir});
    return run(arguments);
  };
  const std::string file = folder.file("f.json", framework("FR-COMMAND"));
  EXPECT_EQ(assize({"publish", file}).status, 0);
  const std::string changed = folder.file("g.json", framework("FR-COMMAND", -1, "Other"));
  const Outcome refused = assize({"publish", changed});
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.out.find("say why"), std::string::npos) << refused.out;
  EXPECT_EQ(assize({"publish", changed, "--reason", "Misspelt"}).status, 0);
  const Outcome applied = assize({"apply", "FR-COMMAND", "L1", own_school});
  EXPECT_EQ(applied.status, 0) << applied.err;
  EXPECT_EQ(assize({"apply", "FR-COMMAND", "L1", own_school}).status, 2);
  EXPECT_EQ(assize({"decide", "FR-COMMAND", "L1", own_school, "refused"}).status, 2);
  EXPECT_EQ(assize({"decide", "FR-COMMAND", "L1", own_school, "admitted"}).status, 0);
  const Outcome shown = assize({"show", "FR-COMMAND"});
  EXPECT_NE(shown.out.find("900001  admitted"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("Misspelt"), std::string::npos) << shown.out;
  EXPECT_NE(assize({"list"}).out.find("FR-COMMAND  open  1 lot"), std::string::npos);
  EXPECT_NE(assize({"applications", "FR-COMMAND", "L1"}).out.find("admitted"), std::string::npos);
  EXPECT_EQ(assize({"show", "NONE"}).status, 2);
}

}  // namespace
}  // namespace assize::api::testing
