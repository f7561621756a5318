#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

constexpr const char* form = "Content-Type: application/x-www-form-urlencoded\r\n";
constexpr const char* json = "Content-Type: application/json\r\n";

class SignIn : public ServiceTest {
 protected:
  static RawReply post(const std::string& target, const std::string& headers,
                       const std::string& body) {
    return ask(port(), "POST", target, headers, body);
  }
  // "Cookie: assize=…" of a demo's person in that role.
  static std::string cookie_of(const std::string& role) {
    const RawReply reply = post("/demo/sign-in", json, R"({"role":")" + role + R"("})");
    EXPECT_EQ(reply.status, 200) << reply.body;
    const std::string set = reply.header("Set-Cookie");
    return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
  }
  static std::string csrf_of(const std::string& cookie) {
    return member(get("/v1/me", cookie), "csrf_token");
  }
};

TEST_F(SignIn, EachRoleOfTheDemoIsOneClickAway) {
  for (const char* role :
       {"provider", "commissioner", "case_officer", "approver", "administrator", "auditor"}) {
    const RawReply me = get("/v1/me", cookie_of(role));
    EXPECT_EQ(me.status, 200) << me.body;
    EXPECT_EQ(member(me, "role"), role);
    EXPECT_NE(me.body.find("@demo.invalid"), std::string::npos);
    EXPECT_NE(me.header("Cache-Control").find("no-store"), std::string::npos);
  }
  EXPECT_EQ(post("/demo/sign-in", json, R"({"role":"queen"})").status, 400);
  EXPECT_EQ(get("/v1/me").status, 401);
  EXPECT_EQ(member(get("/v1/me", market_->bearer("provider")), "csrf_token"), "");
}

TEST_F(SignIn, AFormGoesOnToAPathOfOursAndNowhereElse) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "/"},
      {"&next=%2Fqueue%3Fage%3D3", "/queue?age=3"},
      {"&next=%2F%2Fevil.example", "/"},
      {"&next=https%3A%2F%2Fevil.example", "/"},
      {"&next=%2F%5Cevil.example", "/"},
      {"&next=%2Fx%0D%0ASet-Cookie%3A+a%3Db", "/"},
  };
  for (const auto& [next, location] : cases) {
    const RawReply reply = post("/demo/sign-in", form, std::string("role=provider") + next);
    EXPECT_EQ(reply.status, 303) << reply.body;
    EXPECT_EQ(reply.header("Location"), location);
    EXPECT_NE(reply.header("Set-Cookie").find("; HttpOnly; SameSite=Lax"), std::string::npos);
    EXPECT_EQ(reply.header("Set-Cookie").find("Secure"), std::string::npos);
  }
}

TEST_F(SignIn, ASessionHasThePowersOfItsRole) {
  const std::string officer = cookie_of("case_officer");
  EXPECT_EQ(get("/v1/market/flags", officer).status, 200);
  EXPECT_EQ(get("/v1/market/flags", cookie_of("auditor")).status, 200);
  EXPECT_EQ(get("/v1/market/flags", cookie_of("provider")).status, 403);
  EXPECT_EQ(get("/v1/market/flags", "Cookie: assize=\r\n").status, 401);
  EXPECT_EQ(get("/v1/schools", "Cookie: assize=nonsense; other=1\r\n").status, 200)
      << "an old cookie shuts nobody out of what is public";
  const std::string twice = officer.substr(0, officer.size() - 2) + "; " + officer.substr(8);
  EXPECT_EQ(get("/v1/market/flags", twice).status, 401) << "two sessions are none";
}

TEST_F(SignIn, AChangeByASessionMustCarryItsToken) {
  const std::string cookie = cookie_of("administrator");
  const std::string token = csrf_of(cookie);
  ASSERT_EQ(token.size(), 64U);
  const auto run_market = [&](const std::string& headers) {
    return post("/v1/market/runs", cookie + new_key() + headers, "");
  };
  EXPECT_EQ(member(run_market(""), "type"), "/problems/forged");
  EXPECT_EQ(run_market("X-CSRF-Token: " + csrf_of(cookie_of("administrator")) + "\r\n").status,
            403);
  EXPECT_EQ(run_market("X-CSRF-Token: " + token + "\r\nSec-Fetch-Site: cross-site\r\n").status,
            403);
  EXPECT_EQ(run_market("X-CSRF-Token: " + token + "\r\nOrigin: http://evil.example\r\n").status,
            403);
  EXPECT_LT(run_market("X-CSRF-Token: " + token + "\r\nSec-Fetch-Site: same-origin\r\n").status,
            300);
  EXPECT_EQ(post("/sign-out", cookie + form, "").status, 403);
  EXPECT_EQ(post("/sign-out", cookie + form, "csrf_token=" + token + "0").status, 403);
  EXPECT_EQ(get("/v1/me", cookie).status, 200) << "and nobody else signs it out";
  const RawReply out = post("/sign-out", cookie + form, "csrf_token=" + token);
  EXPECT_EQ(out.status, 303) << out.body;
  EXPECT_NE(out.header("Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(get("/v1/me", cookie).status, 401);
}

TEST_F(SignIn, AnotherSiteSignsNobodyIn) {
  EXPECT_EQ(
      post("/demo/sign-in", std::string(form) + "Sec-Fetch-Site: cross-site\r\n", "role=provider")
          .status,
      403);
  EXPECT_EQ(post("/demo/sign-in", std::string(form) + "Origin: null\r\n", "role=provider").status,
            403);
}

TEST_F(SignIn, EverywhereEndsEverySessionOfThePerson) {
  const std::string desk = cookie_of("approver");
  const std::string phone = cookie_of("approver");
  const std::string token = "X-CSRF-Token: " + csrf_of(desk) + "\r\n";
  EXPECT_EQ(post("/sign-out", desk + json + token, R"({"everywhere":true})").status, 204);
  EXPECT_EQ(get("/v1/me", desk).status, 401);
  EXPECT_EQ(get("/v1/me", phone).status, 401);
}

TEST_F(SignIn, ThereIsNoSuchAddressWhereThereIsNoDemo) {
  const TemporaryFolder folder;
  const Server server(folder.path("data"));
  EXPECT_EQ(ask(server.port(), "POST", "/demo/sign-in", json, R"({"role":"provider"})").status,
            404);
  const Outcome refused =
      run({"serve", "--demo", "--port", "0", "--data-dir", folder.path("none")});
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("holds no demo"), std::string::npos) << refused.err;
}

}  // namespace
}  // namespace assize::api::testing
