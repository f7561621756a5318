// Checking, filing and publishing over HTTP: own and others', tried again, and proved by the log.
#include <chrono>
#include <sstream>
#include <thread>

#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

class FilingsTest : public ServiceTest {};

TEST_F(FilingsTest, FilesFeesAndShowsThemToTheirOwnerAndTheRegulatorAlone) {
  const RawReply filed = file("provider", fee_file(own_school, "50000.00"), new_key());
  ASSERT_EQ(filed.status, 201) << filed.body;
  EXPECT_EQ(member(filed, "status"), "in_effect") << filed.body;
  const std::string address = filed.header("Location");
  EXPECT_EQ(address, "/v1/filings/" + member(filed, "id"));
  const std::pair<std::string, int> roles[] = {{"", 401},
                                               {"provider", 200},
                                               {"other_provider", 404},
                                               {"commissioner", 403},
                                               {"case_officer", 200},
                                               {"approver", 200},
                                               {"administrator", 200}};
  for (const auto& [role, status] : roles) {
    const RawReply shown = get(address, market_->bearer(role));
    EXPECT_EQ(shown.status, status) << role;
    if (status == 200) {
      EXPECT_EQ(shown.body, filed.body) << role;
    }
  }
}

TEST_F(FilingsTest, RefusesToFileForAnothersSchool) {
  const RawReply reply = file("provider", fee_file(market_->other_school, "50000.00"), new_key());
  EXPECT_EQ(reply.status, 403) << reply.body;
  EXPECT_NE(reply.body.find(market_->other_school), std::string::npos) << reply.body;
  EXPECT_EQ(file("other_provider", fee_file(market_->other_school, "50000.00"), new_key()).status,
            201);
}

TEST_F(FilingsTest, RefusesAFileAtErrorWithEveryFault) {
  const std::string fees =
      fee_header + fee_row(own_school, "1e3", "ONE") + fee_row(own_school, "62000.01", "TWO");
  const RawReply reply = file("provider", fees, new_key());
  EXPECT_EQ(reply.status, 422) << reply.body;
  EXPECT_EQ(member(reply, "type"), "/problems/filing-refused");
  EXPECT_NE(reply.body.find("\"place\":\"line 2, unit_price\""), std::string::npos) << reply.body;
  EXPECT_NE(reply.body.find("\"place\":\"line 3, annual_price\""), std::string::npos) << reply.body;
  EXPECT_NE(reply.body.find("\"status\":\"refused\""), std::string::npos);
  std::string other_offer = fee_row(own_school, "40000.00", "THREE");
  other_offer.replace(other_offer.find(",ASD,"), 5, ",MLD,");
  const RawReply good_lines =
      file("provider", fee_header + fee_row(own_school, "1e3", "ONE") + other_offer, new_key(),
           "?choice=good_lines");
  EXPECT_EQ(good_lines.status, 201) << good_lines.body;
  EXPECT_NE(good_lines.body.find("\"lines\":{\"in_effect\":1,\"held\":0,\"refused\":1}"),
            std::string::npos);
}

TEST_F(FilingsTest, TakesFeesAsJson) {
  const std::string body = R"({"lines": [{"urn": ")" + std::string(own_school) +
                           R"(", "line": "JSON", "item": "placement", "provision": "day",
      "need": "ASD", "age_from": "11", "age_to": "15", "unit": "year", "units_per_year": "1",
      "unit_price": "41000.00", "annual_price": "41000.00", "education": "41000.00",
      "boarding": "0", "care": "0", "health": "0", "vat_rate": "0",
      "effective_from": "2026-09-01", "effective_to": "2027-08-31"}]})";
  const std::string headers = "Content-Type: application/json\r\n";
  const RawReply checked = ask(port(), "POST", "/v1/checks", headers, body);
  EXPECT_EQ(checked.status, 200) << checked.body;
  const RawReply filed =
      ask(port(), "POST", "/v1/filings", market_->bearer("provider") + new_key() + headers, body);
  EXPECT_EQ(filed.status, 201) << filed.body;
  const RawReply faulty = ask(port(), "POST", "/v1/checks", headers, R"({"lines": [{"urn": 1}]})");
  EXPECT_EQ(faulty.status, 422);
  EXPECT_NE(faulty.body.find("lines[0].urn"), std::string::npos) << faulty.body;
}

TEST_F(FilingsTest, CarriesOutARetriedCommandOnceAndAnswersWithTheSameBytes) {
  const auto retried = [](const std::string& urn, const std::string& price) {
    return fee_header + fee_row(urn, price, "RETRIED");
  };
  const std::string fees = retried(own_school, "51000.00");
  const std::string key = new_key();
  const RawReply first = file("provider", fees, key);
  const RawReply again = file("provider", fees, key);
  ASSERT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("Location"), first.header("Location"));
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  const RawReply other = file("provider", retried(own_school, "51000.01"), key);
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(member(other, "type"), "/problems/idempotency-key-reused");
  EXPECT_EQ(file("other_provider", retried(market_->other_school, "51000.00"), key).status, 201)
      << "another account's keys are its own";
  const RawReply none = file("provider", fees, "");
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(member(none, "type"), "/problems/no-idempotency-key");
  const std::string refused_key = new_key();
  const std::string bad = retried(own_school, "99000.00");
  const RawReply refused = file("provider", bad, refused_key);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(file("provider", bad, refused_key).body, refused.body);
}

TEST_F(FilingsTest, ShowsWhatWasFiledInTheCatalogueWithinASecondOrTwo) {
  const std::string fees = fee_header + fee_row(own_school, "43210.99", "SHOWN");
  ASSERT_EQ(file("provider", fees, new_key()).status, 201);
  const std::string target = std::string("/v1/schools/") + own_school + "/fees?as_at=2026-10-01";
  std::string body;
  for (int i = 0; i < 100 && body.find("43210.99") == std::string::npos; ++i) {
    body = get(target).body;
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_NE(body.find("\"annual_price\":\"43210.99\""), std::string::npos) << body;
}

TEST_F(FilingsTest, AnEditionIsProposedByOneAndApprovedByAnother) {
  const std::string json = "Content-Type: application/json\r\n";
  const auto post = [&](const std::string& role, const std::string& path, const std::string& body) {
    return ask(port(), "POST", path, market_->bearer(role) + new_key() + json, body);
  };
  // The same edition as the one in force but in name, so that other tests see no difference.
  const RawReply made = post("case_officer", "/v1/drafts", small_book("test.2"));
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string draft = made.header("Location");
  const std::string approve = R"({"step":"approved","words":"as measured"})";
  EXPECT_EQ(post("approver", draft + "/steps", approve).status, 409) << "not yet proposed";
  EXPECT_EQ(post("approver", draft + "/steps", R"({"step":"proposed"})").status, 201);
  EXPECT_EQ(get("/v1/rule-books/test.2").status, 404);
  EXPECT_EQ(post("case_officer", draft + "/steps", approve).status, 403);
  EXPECT_EQ(post("approver", draft + "/steps", approve).status, 403) << "who proposed it";
  const RawReply published = post("administrator", draft + "/steps", approve);
  EXPECT_EQ(published.status, 201) << published.body;
  EXPECT_NE(published.body.find(R"("state":"published")"), std::string::npos) << published.body;
  EXPECT_EQ(post("approver", "/v1/drafts", small_book("test.2") + " ").status, 409);
  const RawReply faulty = post("approver", "/v1/drafts", R"({"edition": 1, "odd": 2})");
  EXPECT_EQ(faulty.status, 422);
  EXPECT_NE(faulty.body.find("\"place\":\"$.edition\""), std::string::npos) << faulty.body;
  const RawReply shown = get("/v1/rule-books/test.2");
  EXPECT_EQ(shown.body, small_book("test.2"));
  EXPECT_NE(shown.header("Cache-Control").find("immutable"), std::string::npos);
}

// The register's header and that school's row: what the service reads of it for the file.
std::string register_of(const std::string& csv, const std::string& urn) {
  const std::size_t row = csv.find("\n" + urn + ",") + 1;
  return csv.substr(0, csv.find('\n') + 1) + csv.substr(row, csv.find('\n', row) + 1 - row);
}

// Without the rules that read facts which the command line is not given.
std::string but_for_facts(const std::string& json) {
  std::istringstream lines(json);
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    const bool reads_facts = line.find("\"UNI-03\"") != std::string::npos ||
                             line.find("\"UNI-05\"") != std::string::npos ||
                             line.find("\"UNI-09\"") != std::string::npos;
    if (!reads_facts) out += line + "\n";
  }
  return out;
}

TEST_F(FilingsTest, ChecksWithTheVeryBytesOfTheCommandLine) {
  const std::string fees =
      fee_header + fee_row(own_school, "62000.01", "CHECKED") + fee_row("123456", "1e3", "UNKNOWN");
  const RawReply http = ask(port(), "POST", "/v1/checks?edition=test.1&filed=2026-03-01",
                            "Content-Type: text/csv\r\n", fees);
  ASSERT_EQ(http.status, 200) << http.body;
  const TemporaryFolder folder;
  const Outcome exported = run({"register", "export", "--data-dir", market_->data_dir});
  ASSERT_EQ(exported.status, 0) << exported.err;
  const Outcome line =
      run({"check", folder.file("fees.csv", fees), "--rule-book",
           folder.file("book.json", small_book()), "--register",
           folder.file("register.csv", register_of(exported.out, own_school)), "--previous",
           folder.file("previous.csv", fee_header), "--filed", "2026-03-01", "--format", "json"});
  EXPECT_EQ(line.status, 1);
  EXPECT_EQ(but_for_facts(http.body), but_for_facts(line.out));
  EXPECT_NE(http.body, line.out) << "the service knows facts beyond the file";
}

TEST_F(FilingsTest, TheLogOverHttpVerifiesAndProvesAReceipt) {
  const RawReply filed = file("provider", fee_file(own_school, "44000.00"), new_key());
  ASSERT_EQ(filed.status, 201);
  const auto json = pricing::parse_json(filed.body);
  const std::string leaf = *json->find("receipt")->find("leaf")->string();
  RawReply proof;
  for (int i = 0; i < 100 && proof.status != 200; ++i) {
    std::this_thread::sleep_for(50ms);
    proof = get("/log/proof?leaf=" + escaped(leaf));
  }
  EXPECT_EQ(proof.status, 200) << leaf << proof.body;
  const std::string key = member(get("/log/key"), "key");
  const std::string source = "http://127.0.0.1:" + std::to_string(port()) + "/log";
  const Outcome verified = run({"log", "verify", "--source", source, "--key", key});
  EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
  std::string wrong = key;
  wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
  EXPECT_NE(run({"log", "verify", "--source", source, "--key", wrong}).status, 0);
}

}  // namespace
}  // namespace assize::api::testing
