// Financial returns over HTTP: whose they are, who may see them, and that the log does not.
#include <chrono>
#include <thread>

#include "audit/entry/entry.h"
#include "registry/filings/london_date.h"
#include "registry/log/journal.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class ReturnsTest : public ServiceTest {
 protected:
  static RawReply hand_in(const std::string& role, const std::string& returns,
                          const std::string& key) {
    return ask(port(), "POST", "/v1/returns",
               market_->bearer(role) + key + "Content-Type: text/csv\r\n", returns);
  }
};

TEST_F(ReturnsTest, AreForTheirProviderAndTheRegulatorAlone) {
  const RawReply filed =
      hand_in("provider", return_file(own_provider, "2026", "2000.00"), new_key());
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(member(filed, "status"), "accepted");
  EXPECT_EQ(filed.header("Cache-Control"), "no-store");
  const std::string all = std::string("/v1/returns/") + own_provider;
  const std::string one = filed.header("Location");
  EXPECT_EQ(one, all + "/" + member(filed, "id"));
  const std::pair<std::string, int> roles[] = {{"", 401},
                                               {"provider", 200},
                                               {"other_provider", 404},
                                               {"commissioner", 403},
                                               {"case_officer", 200},
                                               {"approver", 200},
                                               {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    for (const std::string& address : {all, one}) {
      const RawReply shown = get(address, market_->bearer(role));
      EXPECT_EQ(shown.status, status) << address << " as " << role;
      const bool is_told = shown.body.find("2000.00") != std::string::npos;
      EXPECT_EQ(is_told, status == 200) << address << " as " << role;
      EXPECT_EQ(shown.header("Cache-Control"), "no-store") << address << " as " << role;
    }
    if (status == 200) {
      EXPECT_EQ(get(one, market_->bearer(role)).body, filed.body);
    }
  }
  // Another's are as if they were not there, whoever the address says they belong to.
  const std::string other = "/v1/returns/" + market_->other_provider;
  EXPECT_EQ(get(other, market_->bearer("provider")).status, 404);
  EXPECT_EQ(get(other + "/" + member(filed, "id"), market_->bearer("other_provider")).status, 404);
  EXPECT_EQ(get(other + "/" + member(filed, "id"), market_->bearer("administrator")).status, 404);
  EXPECT_EQ(get(all + "/nothing", market_->bearer("provider")).status, 404);
  EXPECT_EQ(get("/v1/returns/' OR ''='", market_->bearer("administrator")).status, 400);
  EXPECT_EQ(get("/v1/returns/GB-COH-00000000", market_->bearer("administrator")).status, 404);
  EXPECT_EQ(get(all + "?odd=1", market_->bearer("provider")).status, 400);
}

TEST_F(ReturnsTest, AreHandedInByTheirProviderOrTheAdministrator) {
  const std::string own = return_file(own_provider, "2025", "2000.00");
  const std::string other = return_file(market_->other_provider, "2025", "2000.00");
  EXPECT_EQ(hand_in("", own, new_key()).status, 401);
  EXPECT_EQ(hand_in("commissioner", own, new_key()).status, 403);
  EXPECT_EQ(hand_in("case_officer", own, new_key()).status, 403);
  EXPECT_EQ(hand_in("approver", own, new_key()).status, 403);
  const RawReply refused = hand_in("provider", other, new_key());
  EXPECT_EQ(refused.status, 403) << refused.body;
  EXPECT_EQ(refused.body.find("2000.00"), std::string::npos);
  const std::string row = other.substr(other.find('\n') + 1);
  EXPECT_EQ(hand_in("provider", own + row, new_key()).status, 403);
  EXPECT_EQ(hand_in("administrator", own + row, new_key()).status, 422);
  EXPECT_EQ(hand_in("administrator", other, new_key()).status, 201);
  EXPECT_EQ(hand_in("provider", own, "").status, 400) << "no Idempotency-Key";
  EXPECT_EQ(hand_in("provider", std::string(257 << 10, 'x'), new_key()).status, 413);
}

TEST_F(ReturnsTest, AtErrorAreRefusedWithEveryFaultAndNotKept) {
  std::string faulty = return_file(own_provider, "2023", "2000.00");
  faulty.replace(faulty.find("2000.00"), 7, "£2000");
  const std::string key = new_key();
  const RawReply refused = hand_in("provider", faulty, key);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(member(refused, "type"), "/problems/faulty-document");
  EXPECT_NE(refused.body.find("\"place\":\"line 2, income_public\""), std::string::npos)
      << refused.body;
  EXPECT_NE(refused.body.find("\"rule\": \"FV-02\""), std::string::npos);
  // A refusal is not kept under its key, since nothing was done.
  EXPECT_EQ(hand_in("provider", return_file(own_provider, "2023", "2000.00"), key).status, 201);
  std::string early = return_file(own_provider, "2022", "2000.00");
  const std::string today = registry::london_date(registry::system_clock()()).text();
  for (std::size_t at = 0; (at = early.find(today, at)) != std::string::npos;) {
    early.replace(at, today.size(), "2020-01-01");
  }
  const RawReply received = hand_in("provider", early, new_key());
  EXPECT_EQ(received.status, 422);
  EXPECT_NE(received.body.find("\"place\":\"received\""), std::string::npos) << received.body;
}

TEST_F(ReturnsTest, AreHandedInOnceHoweverOftenTheyAreSent) {
  const std::string file = return_file(own_provider, "2021", "2000.00");
  const std::string key = new_key();
  const RawReply first = hand_in("provider", file, key);
  const RawReply again = hand_in("provider", file, key);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(hand_in("provider", return_file(own_provider, "2021", "2000.01"), key).status, 422);
}

TEST_F(ReturnsTest, OpenTheLogsCommitmentForThoseWhoHoldTheRandomBytes) {
  const RawReply filed =
      hand_in("provider", return_file(own_provider, "2020", "76543.21"), new_key());
  ASSERT_EQ(filed.status, 201);
  const auto json = pricing::parse_json(filed.body);
  RawReply proof;
  for (int i = 0; i < 100 && proof.status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    proof = get("/log/proof?leaf=" + escaped(*json->find("receipt")->find("leaf")->string()));
  }
  ASSERT_EQ(proof.status, 200);
  const auto proved = pricing::parse_json(proof.body);
  const RawReply logged = get("/log/entries/" + proved->find("index")->number()->text);
  const auto entry = pricing::parse_json(logged.body);
  ASSERT_NE(entry->find("entry"), nullptr) << logged.body;
  const pricing::JsonValue& said = *entry->find("entry");
  EXPECT_EQ(*said.find("action")->string(), "return.filed");
  EXPECT_EQ(said.find("public")->object()->size(), 1U);
  EXPECT_EQ(*said.find("public")->find("status")->string(), "accepted");
  for (const char* secret : {"76543.21", own_provider, "2020-08-31"}) {
    EXPECT_EQ(logged.body.find(secret), std::string::npos) << secret;
  }
  // As somebody without this program would check it.
  std::string random;
  const std::string digits = member(filed, "commitment_random");
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    random += static_cast<char>(std::stoi(digits.substr(at, 2), nullptr, 16));
  }
  EXPECT_EQ(audit::sha256_hex(random + member(filed, "commitment_body")),
            *said.find("body_sha256")->string());
  EXPECT_NE(member(filed, "commitment_body").find("76543.21"), std::string::npos);
  EXPECT_EQ(market_->server->log().find("76543.21"), std::string::npos) << "nor in the log lines";
}

TEST_F(ReturnsTest, AreExportedForTheRegulatorsOwnChecks) {
  ASSERT_EQ(hand_in("provider", return_file(own_provider, "2019", "3000.00"), new_key()).status,
            201);
  const Outcome out =
      run({"returns", "export", "--provider", own_provider, "--data-dir", market_->data_dir});
  EXPECT_EQ(out.status, 0) << out.err;
  EXPECT_NE(out.out.find(",2019-08-31,"), std::string::npos) << out.out;
  const TemporaryFolder folder;
  const Outcome checked = run({"returns", "check", "-", "--rule-book",
                               folder.file("book.json", small_book()), "--format", "summary"},
                              out.out);
  EXPECT_EQ(checked.status, 0) << checked.out << checked.err;
}

}  // namespace
}  // namespace assize::api::testing
