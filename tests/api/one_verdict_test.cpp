// One verdict everywhere: each fee file of a corpus goes through every door (the command line, the
// check over HTTP, filing, replay over HTTP and on the command line) with the same facts, and the
// bytes that come out must be the same.
#include <algorithm>
#include <filesystem>

#include "audit/tree/hash.h"
#include "registry/database/embedded_server.h"
#include "registry/filings/filing.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/returns/return_filing.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using registry::FilingDocument;

constexpr const char* filed = "2025-12-01";

class OneVerdict : public ::testing::Test {
 protected:
  OneVerdict() {
    const Outcome demo = run({"demo", "--schools", "12", "--seed", "1", "--data-dir", data_dir_});
    if (demo.status != 0) throw std::runtime_error(demo.err);
    const Outcome token = run({"token", "create", "--role", "administrator", "--organisation",
                               "Test", "--data-dir", data_dir_});
    if (token.status != 0) throw std::runtime_error(token.err);
    bearer_ = "Authorization: Bearer " + token.out.substr(0, token.out.find('\n')) + "\r\n";
    server_ = std::make_unique<Server>(data_dir_);
  }

  // Our fee files, good and bad, in the order in which they are filed.
  static std::vector<std::filesystem::path> corpus() {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(std::string(ASSIZE_SOURCE_DIR) +
                                                                "/tests/fixtures/fees")) {
      files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  RawReply post(const std::string& target, const std::string& fees) {
    const std::string key = "Idempotency-Key: verdict-" + std::to_string(++keys_) + "\r\n";
    return ask(server_->port(), "POST", target + "?filed=" + filed,
               bearer_ + key + "Content-Type: text/csv\r\n", fees);
  }
  RawReply get(const std::string& target) { return ask(server_->port(), "GET", target, bearer_); }

  std::string document(const std::string& id, FilingDocument which) {
    return database_->with_connection([&](registry::Connection& connection) {
      return registry::filing_document(connection, id, which).value();
    });
  }

  // What `assize check` says with the very facts that the filing read.
  std::string checked(const std::string& id, const std::string& fees, const std::string& jobs) {
    const std::string edition = "/v1/rule-books/2026.1";
    const Outcome outcome =
        run({"check", folder_.file("fees.csv", fees), "--rule-book",
             folder_.file("book.json", get(edition).body), "--previous",
             folder_.file("previous.csv", document(id, FilingDocument::previous)), "--register",
             folder_.file("register.csv", document(id, FilingDocument::register_facts)), "--filed",
             filed, "--format", "json", "--jobs", jobs});
    EXPECT_NE(outcome.status, 2) << outcome.err;
    return outcome.out;
  }

  // The verdict on what the filing kept, with its facts beyond the file or without.
  std::string assessed(const std::string& id, const std::string& fees, int jobs, bool with_facts) {
    const auto book = pricing::RuleBook::load(get("/v1/rule-books/2026.1").body,
                                              audit::sha256_hex(get("/v1/rule-books/2026.1").body));
    const registry::FilingFacts facts{document(id, FilingDocument::previous),
                                      document(id, FilingDocument::register_facts),
                                      with_facts ? document(id, FilingDocument::facts) : "{}"};
    return registry::assessment_json(
        registry::assess_filing(fees, *book, facts, pricing::Date::parse(filed).value(), jobs)
            .value());
  }

  std::string bearer_of(const std::string& provider) {
    const Outcome token = run({"token", "create", "--role", "provider", "--provider", provider,
                               "--organisation", "Test", "--data-dir", data_dir_});
    EXPECT_EQ(token.status, 0) << token.err;
    return "Authorization: Bearer " + token.out.substr(0, token.out.find('\n')) + "\r\n";
  }

  static std::string id_of(const RawReply& reply) {
    const auto json = pricing::parse_json(reply.body);
    const pricing::JsonValue* filing = json->find("filing");
    return *(filing == nullptr ? json.value() : *filing).find("id")->string();
  }

  TemporaryFolder folder_;
  std::string data_dir_ = folder_.path("data");
  std::string bearer_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<registry::EmbeddedServer> mariadb_;
  std::unique_ptr<registry::Database> database_;
  int keys_ = 0;
};

TEST_F(OneVerdict, IsTheSameBytesThroughEveryDoor) {
  mariadb_ =
      std::make_unique<registry::EmbeddedServer>(registry::EmbeddedServer::open(data_dir_).value());
  database_ = std::make_unique<registry::Database>(mariadb_->address(), 2);
  std::string rules_seen;
  for (const auto& path : corpus()) {
    SCOPED_TRACE(path.filename());
    const std::string fees = read_file(path.string());
    const RawReply check = post("/v1/checks", fees);
    ASSERT_EQ(check.status, 200) << check.body;
    const RawReply filing = post("/v1/filings", fees);
    ASSERT_TRUE(filing.status == 201 || filing.status == 422) << filing.body;
    const std::string id = id_of(filing);
    const std::string stored = document(id, FilingDocument::assessment);
    EXPECT_EQ(check.body, stored);
    EXPECT_NE(filing.body.find(stored), std::string::npos) << "the reply holds it whole";
    for (const int jobs : {1, 2, 8}) EXPECT_EQ(assessed(id, fees, jobs, true), stored) << jobs;
    // The command line is given no facts beyond its files.
    const std::string without_facts = assessed(id, fees, 1, false);
    for (const char* jobs : {"1", "2", "8"}) {
      EXPECT_EQ(checked(id, fees, jobs), without_facts) << jobs;
    }
    const RawReply replay = get("/v1/filings/" + id + "/replay");
    EXPECT_NE(replay.body.find("\"same\":true"), std::string::npos) << replay.body;
    rules_seen += stored;
  }
  // A corpus that finds little proves little.
  for (const char* rule :
       {"FILE-01", "FILE-02", "FILE-03", "FILE-04", "FV-01",  "FV-02",  "FV-03",
        "FV-04",   "FV-05",   "FV-06",   "FV-07",   "FV-08",  "FV-09",  "FV-10",
        "FV-11",   "FV-12",   "FV-13",   "UNI-02",  "UNI-04", "UNI-08", "UNI-10"}) {
    EXPECT_NE(rules_seen.find("\"rule\": \"" + std::string(rule) + "\", \"severity\""),
              std::string::npos)
        << rule << " is found in no file of the corpus";
  }
  const Outcome all = run({"replay", "--all", "--data-dir", data_dir_});
  EXPECT_EQ(all.status, 0) << all.out << all.err;
}

// A provider's returns, a year at a time: checked, handed in over HTTP and by command, and
// replayed.
TEST_F(OneVerdict, OfReturnsIsTheSameBytesThroughEveryDoor) {
  mariadb_ =
      std::make_unique<registry::EmbeddedServer>(registry::EmbeddedServer::open(data_dir_).value());
  database_ = std::make_unique<registry::Database>(mariadb_->address(), 2);
  const std::string book = folder_.file("book.json", get("/v1/rule-books/2026.1").body);
  const std::string bearer = bearer_of(own_provider);
  std::string rules_seen;
  const auto checked = [&](const std::string& path, const std::string& previous) {
    const Outcome outcome = run({"returns", "check", path, "--rule-book", book, "--previous",
                                 previous, "--format", "json"});
    EXPECT_NE(outcome.status, 2) << outcome.err;
    return outcome.out;
  };
  // Each year's income is 4% above the one before, and its costs are the same.
  std::string income = "900000.00";
  for (const char* year : {"2022", "2023", "2024", "2025"}) {
    SCOPED_TRACE(year);
    const std::string file = folder_.file("returns.csv", return_file(own_provider, year, income));
    const Outcome held =
        run({"returns", "export", "--provider", own_provider, "--data-dir", data_dir_});
    const std::string verdict = checked(file, folder_.file("previous.csv", held.out));
    const std::string key = "Idempotency-Key: returns-" + std::string(year) + "\r\n";
    const RawReply filing =
        ask(server_->port(), "POST", "/v1/returns", bearer + key + "Content-Type: text/csv\r\n",
            return_file(own_provider, year, income));
    ASSERT_EQ(filing.status, 201) << filing.body;
    const registry::ReturnFiling stored =
        database_
            ->with_connection([&](registry::Connection& connection) {
              return registry::find_return_filing(connection, id_of(filing));
            })
            .value();
    EXPECT_EQ(stored.assessment_json, verdict);
    EXPECT_NE(filing.body.find(verdict), std::string::npos) << "the reply holds it whole";
    // Handed in again it takes its own place, and is judged with the same years before it.
    const Outcome by_command = run({"returns", "file", file, "--rule-book", "2026.1", "--format",
                                    "json", "--data-dir", data_dir_});
    EXPECT_NE(by_command.out.find(verdict), std::string::npos) << by_command.err << by_command.out;
    const Outcome replay = run({"replay", stored.id, "--data-dir", data_dir_});
    EXPECT_EQ(replay.status, 0) << replay.out << replay.err;
    EXPECT_EQ(replay.out.find("return " + stored.id + ": the same "), 0U) << replay.out;
    rules_seen += verdict;
    income =
        (pricing::Pounds::parse(income).value() + pricing::Pounds::parse("36000").value()).text();
  }
  const std::string faulty =
      folder_.file("returns.csv", return_file(own_provider, "2026", income) + "a,row\n");
  const Outcome refused =
      run({"returns", "file", faulty, "--format", "json", "--data-dir", data_dir_});
  EXPECT_EQ(refused.status, 1) << refused.err;
  const Outcome held =
      run({"returns", "export", "--provider", own_provider, "--data-dir", data_dir_});
  EXPECT_EQ(refused.out, checked(faulty, folder_.file("previous.csv", held.out)));
  for (const char* rule : {"PRF-01", "PRF-02"}) {
    EXPECT_NE(rules_seen.find("\"rule\": \"" + std::string(rule) + "\", \"severity\""),
              std::string::npos)
        << rule;
  }
  const Outcome all = run({"replay", "--all", "--format", "json", "--data-dir", data_dir_});
  EXPECT_EQ(all.status, 0) << all.err;
  EXPECT_NE(all.out.find("{\"return\":\""), std::string::npos) << "returns are replayed too";
}

}  // namespace
}  // namespace assize::api::testing
