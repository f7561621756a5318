#include <chrono>
#include <filesystem>
#include <thread>

#include "audit/tree/hash.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

constexpr const char* json = "Content-Type: application/json\r\n";

class Accounts : public ServiceTest {
 protected:
  static RawReply post(const std::string& target, const std::string& headers,
                       const std::string& body) {
    return ask(port(), "POST", target, std::string(json) + headers, body);
  }
  static std::string cookie_in(const RawReply& reply) {
    const std::string set = reply.header("Set-Cookie");
    return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
  }
  // The headers of a session: its cookie and its token.
  static std::string session(const RawReply& signed_in) {
    return cookie_in(signed_in) + "X-CSRF-Token: " + member(signed_in, "csrf_token") + "\r\n";
  }
  static std::string administrator() {
    return session(post("/demo/sign-in", "", R"({"role":"administrator"})"));
  }
  // The secret in the e-mail to that address, which is then taken away.
  static std::string mailed_token(const std::string& to) {
    for (int tries = 0; tries < 100; ++tries) {
      std::error_code none;
      for (const auto& file :
           std::filesystem::directory_iterator(market_->data_dir + "/mail", none)) {
        if (file.path().extension() != ".eml") continue;
        const std::string text = read_file(file.path().string());
        if (text.find("To: <" + to + ">\r\n") == std::string::npos) continue;
        std::string body = text.substr(text.find("\r\n\r\n") + 4);
        std::erase_if(body, [](char c) { return c == '\r' || c == '\n'; });
        const std::string plain = audit::from_base64(body).value();
        std::filesystem::remove(file.path());
        return plain.substr(plain.find("token=") + 6, 50);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ADD_FAILURE() << "no e-mail to " << to;
    return "";
  }
  static void invite(const std::string& email, const std::string& role) {
    const RawReply invited =
        post("/v1/invitations", administrator() + new_key(),
             R"({"name":"Bo","email":")" + email + R"(","role":")" + role + R"("})");
    ASSERT_EQ(invited.status, 201) << invited.body;
    const RawReply accepted =
        post("/invitations/acceptance", "",
             R"({"token":")" + mailed_token(email) + R"(","password":"three plain words"})");
    ASSERT_EQ(accepted.status, 204) << accepted.body;
  }
  static RawReply sign_in(const std::string& email, const std::string& password) {
    return post("/sign-in", "", R"({"email":")" + email + R"(","password":")" + password + R"("})");
  }
};

TEST_F(Accounts, FromAnInvitationToATokenAndOut) {
  invite("bo@example.org", "case_officer");
  const RawReply signed_in = sign_in("Bo@example.org", "three plain words");
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  const std::string here = session(signed_in);
  EXPECT_EQ(member(get("/v1/me", here), "role"), "case_officer");

  const RawReply made =
      post("/v1/tokens", here, R"({"label":"sync","days":30,"scopes":["market:read"]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string bearer = "Authorization: Bearer " + member(made, "token") + "\r\n";
  EXPECT_EQ(get("/v1/market/flags", bearer).status, 200);
  EXPECT_EQ(get("/v1/placements", bearer).status, 403) << "not of its scopes";
  EXPECT_EQ(post("/v1/market/runs", bearer + new_key(), "").status, 403);
  EXPECT_EQ(get("/v1/schools", bearer).status, 200) << "what is open to all needs none";
  EXPECT_EQ(post("/v1/tokens", bearer, R"({"label":"more","days":30})").status, 403);
  EXPECT_EQ(post("/v1/tokens", here, R"({"label":"x","days":30,"scopes":["impact:read"]})").status,
            422);
  const std::string account = member(made, "account");
  EXPECT_NE(get("/v1/tokens", here).body.find(account), std::string::npos);
  EXPECT_EQ(get("/v1/tokens", here).body.find(member(made, "token")), std::string::npos);
  EXPECT_EQ(post("/v1/tokens/" + account + "/revocation", here + new_key(), "{}").status, 204);
  EXPECT_EQ(get("/v1/market/flags", bearer).status, 401);
  EXPECT_EQ(post("/v1/invitations", here + new_key(),
                 R"({"name":"X","email":"x@example.org","role":"administrator"})")
                .status,
            403)
      << "a case officer makes no administrators";
}

TEST_F(Accounts, AForgottenPasswordIsSetAnewAndNobodyLearnsWhoHasAnAccount) {
  invite("cy@example.org", "approver");
  const RawReply known = post("/password/forgotten", "", R"({"email":"cy@example.org"})");
  const RawReply unknown = post("/password/forgotten", "", R"({"email":"no@example.org"})");
  EXPECT_EQ(known.status, 204);
  EXPECT_EQ(unknown.status, known.status);
  EXPECT_EQ(unknown.body, known.body);
  const std::string token = mailed_token("cy@example.org");
  EXPECT_EQ(
      post("/password/reset", "", R"({"token":")" + token + R"(","password":"new plain words"})")
          .status,
      204);
  EXPECT_EQ(sign_in("cy@example.org", "three plain words").status, 401);
  EXPECT_EQ(sign_in("cy@example.org", "new plain words").status, 200);
  const auto detail = [](const RawReply& reply) { return member(reply, "detail"); };
  EXPECT_EQ(detail(sign_in("cy@example.org", "wrong")), detail(sign_in("no@example.org", "wrong")));
}

TEST_F(Accounts, AWrongPasswordTriedOftenMustWait) {
  int status = 0;
  for (int tries = 0; tries < 8 && status != 429; ++tries) {
    const RawReply reply = sign_in("guessed@example.org", "wrong wrong wrong");
    status = reply.status;
    if (status == 429) {
      EXPECT_GE(std::stoi(reply.header("Retry-After")), 1);
    }
  }
  EXPECT_EQ(status, 429);
}

}  // namespace
}  // namespace assize::api::testing
