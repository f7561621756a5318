// A small demo market that is served by the real program: made once for all the tests of a run.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "pricing/text/json.h"
#include "tests/api/support/program.h"
#include "tests/api/support/raw_client.h"
#include "tests/api/support/samples.h"

namespace assize::api::testing {

inline constexpr const char* own_school = "900001";  // of the demo's first provider
inline constexpr const char* own_provider = "GB-COH-ZZ000001";

// Made once for all the tests: a small demo market, a token for each role, and a server.
struct Market {
  TemporaryFolder folder;
  std::string data_dir = folder.path("data");
  std::map<std::string, std::string>
      tokens;  // by role; "other_provider" and "other_commissioner" too
  std::string other_school;
  std::string other_provider;
  std::unique_ptr<Server> server;

  Market() {
    const Outcome demo = run({"demo", "--schools", "12", "--seed", "1", "--data-dir", data_dir});
    if (demo.status != 0) throw std::runtime_error(demo.err);
    run({"demo", "--schools", "12", "--seed", "1", "--out", folder.path("files")});
    const std::string ownership = read_file(folder.path("files/ownership.csv"));
    const std::string other = other_provider = find_other_provider(ownership);
    const std::pair<std::string, std::vector<std::string>> roles[] = {
        {"provider", {"--provider", own_provider}},
        {"other_provider", {"--provider", other}},
        {"commissioner", {"--la", "383"}},
        {"other_commissioner", {"--la", "205"}},
        {"case_officer", {}},
        {"approver", {}},
        {"administrator", {}},
        {"auditor", {}}};
    for (const auto& [role, more] : roles) {
      std::vector<std::string> arguments{
          "token",          "create",
          "--role",         role.starts_with("other_") ? role.substr(6) : role,
          "--organisation", "Test",
          "--data-dir",     data_dir};
      arguments.insert(arguments.end(), more.begin(), more.end());
      const Outcome made = run(arguments);
      if (made.status != 0) throw std::runtime_error(made.err);
      tokens[role] = made.out.substr(0, made.out.find('\n'));
    }
    const std::string book = folder.file("book.json", small_book());
    const Outcome published = run({"rule-book", "publish", book, "--data-dir", data_dir});
    if (published.status != 0) throw std::runtime_error(published.err);
    serve();
  }

  // Starts the service, with those options beside the demo's own.
  void serve(std::vector<std::string> options = {}) {
    options.push_back("--demo");
    server = std::make_unique<Server>(data_dir, options);
  }

  // The first school of another provider than the first, and that provider.
  std::string find_other_provider(const std::string& ownership) {
    std::istringstream lines(ownership);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      const std::string provider = line.substr(0, line.find(','));
      if (provider == own_provider || !line.ends_with(",")) continue;
      const std::size_t urn = line.find(",9000");
      other_school = line.substr(urn + 1, 6);
      return provider;
    }
    throw std::runtime_error("the demo has one provider only");
  }

  std::string bearer(const std::string& role) {
    return role.empty() ? "" : "Authorization: Bearer " + tokens.at(role) + "\r\n";
  }
};

// Made at the first call, and taken away when all tests are done.
Market& shared_market();

class ServiceTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { market_ = &shared_market(); }

  static std::uint16_t port() { return market_->server->port(); }

  static RawReply get(const std::string& target, const std::string& headers = "") {
    return ask(port(), "GET", target, headers);
  }

  static std::string new_key() {
    static int last = 0;
    return "Idempotency-Key: key-" + std::to_string(++last) + "\r\n";
  }

  static RawReply file(const std::string& role, const std::string& fees, const std::string& key,
                       const std::string& query = "") {
    return ask(port(), "POST", "/v1/filings" + query,
               market_->bearer(role) + key + "Content-Type: text/csv\r\n", fees);
  }

  static std::string member(const RawReply& reply, const std::string& name) {
    const auto json = pricing::parse_json(reply.body);
    const pricing::JsonValue* value = json.ok() ? json->find(name) : nullptr;
    return value != nullptr && value->string() != nullptr ? *value->string() : "";
  }

  static inline Market* market_ = nullptr;
};

// A leaf hash as a part of a query.
inline std::string escaped(const std::string& base64) {
  std::string out;
  for (const char c : base64) out += c == '+' ? "%2B" : c == '/' ? "%2F" : std::string(1, c);
  return out;
}

}  // namespace assize::api::testing
