// The whole service, run as it is run, on a demo market: every route, every role, every refusal.

#include <chrono>
#include <thread>

#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using namespace std::chrono_literals;

class RoutesTest : public ServiceTest {};

TEST_F(RoutesTest, AnswersEveryOpenRoute) {
  const RawReply key = get("/log/key");
  const std::pair<std::string, std::string> cases[] = {
      {"/", "text/html; charset=utf-8"},
      {"/healthz", "application/json"},
      {"/readyz", "application/json"},
      {"/openapi.json", "application/json"},
      {"/problems/not-found", "text/html; charset=utf-8"},
      {"/v1/schools", "application/json"},
      {"/v1/schools?need=ASD&provision=day&age=12&price_from=1&price_to=900000&sort=price",
       "application/json"},
      {std::string("/v1/schools/") + own_school, "application/json"},
      {std::string("/v1/schools/") + own_school + "/fees?as_at=2026-10-01", "application/json"},
      {"/v1/catalogue.csv", "text/csv; charset=utf-8; header=present"},
      {"/v1/catalogue.json?as_at=2025-10-01", "application/json"},
      {std::string("/v1/compare?urn=") + own_school, "application/json"},
      {"/v1/rule-books", "application/json"},
      {"/v1/rule-books/test.1", "application/json"},
      {"/log/checkpoint", "text/plain; charset=utf-8"},
      {"/log/tile/entries/000.p/1", "application/octet-stream"},
      {"/log/tile/0/000.p/2", "application/octet-stream"},
      {"/log/entries/0", "application/json"},
      {"/log/proof?from=1&to=2", "application/json"},
      {"/log/key", "application/json"},
  };
  for (const auto& [target, type] : cases) {
    const RawReply reply = get(target);
    EXPECT_EQ(reply.status, 200) << target << ": " << reply.body;
    EXPECT_EQ(reply.header("Content-Type"), type) << target;
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_FALSE(reply.header("X-Request-Id").empty()) << target;
    const RawReply again = get(target, "If-None-Match: " + reply.header("ETag") + "\r\n");
    if (target.starts_with("/v1/")) {
      EXPECT_EQ(again.status, 304) << target;
      EXPECT_EQ(again.body, "") << target;
    }
    const RawReply head = ask(port(), "HEAD", target);
    EXPECT_EQ(head.header("Content-Length"), reply.header("Content-Length")) << target;
  }
}

TEST_F(RoutesTest, TellsPrometheusHowItFares) {
  ASSERT_EQ(get("/v1/schools/900001").status, 200);
  const RawReply reply = get("/metrics");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
  for (const char* part :
       {"assize_http_requests_total{method=\"GET\",route=\"/v1/schools/{urn}\",status=\"2xx\"} ",
        "\nassize_snapshot_age_seconds ", "\nassize_log_entries ",
        "\nassize_log_pending_entries "}) {
    EXPECT_NE(reply.body.find(part), std::string::npos) << part << " in " << reply.body;
  }
  EXPECT_EQ(reply.body.find("900001"), std::string::npos);
}

TEST_F(RoutesTest, TitlesItsPages) {
  EXPECT_NE(get("/").body.find(" - Assize</title>"), std::string::npos);
  EXPECT_NE(get("/problems/busy").body.find("<title>The service is busy - Assize</title>"),
            std::string::npos);
}

TEST_F(RoutesTest, RefusesInPlainWordsWhatIsNotThereOrNotAllowed) {
  struct Case {
    const char* method;
    const char* target;
    const char* headers;
    int status;
    const char* type;
  };
  const Case cases[] = {
      {"GET", "/nothing", "", 404, "/problems/not-found"},
      {"GET", "/v1/schools/", "", 404, "/problems/not-found"},
      {"GET", "/v1/schools/999999", "", 404, "/problems/not-found"},
      {"GET", "/v1/schools/abc", "", 404, "/problems/not-found"},
      {"GET", "/v1/rule-books/none", "", 404, "/problems/not-found"},
      {"GET", "/log/tile/0/999", "", 404, "/problems/not-found"},
      {"GET", "/log/tile/../../etc/passwd", "", 404, "/problems/not-found"},
      {"GET", "/log/entries/999999", "", 404, "/problems/not-found"},
      {"GET", "/log/entries/-1", "", 404, "/problems/not-found"},
      {"GET", "/log/proof", "", 400, "/problems/bad-parameters"},
      {"GET", "/log/proof?leaf=zz", "", 400, "/problems/bad-parameters"},
      {"GET", "/log/proof?from=2&to=1", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/schools?odd=1", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/schools?need=%zz", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/schools?price_from=1e3", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/catalogue.csv?as_at=2026-02-30", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/compare", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/compare?urn=900001&urn=900001", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/compare?urn=999999", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/compare?urn=90000", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/compare?urn=900001&age=26", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/compare?urn=900001&odd=1", "", 400, "/problems/bad-parameters"},
      {"GET", "/v1/schools", "Accept: text/csv\r\n", 406, "/problems/not-acceptable"},
      {"DELETE", "/v1/schools", "", 405, "/problems/method-not-allowed"},
      {"POST", "/v1/checks", "Content-Type: text/html\r\n", 415, "/problems/unsupported-type"},
      {"POST", "/v1/checks", "Content-Type: text/csv\r\nContent-Encoding: gzip\r\n", 415,
       "/problems/unsupported-type"},
      {"GET", "/v1/schools", "Authorization: Bearer assize_wrong\r\n", 401,
       "/problems/unknown-token"},
      {"GET", "/v1/schools", "Authorization: Basic abc\r\n", 401, "/problems/unknown-token"},
  };
  for (const Case& one : cases) {
    const RawReply reply = ask(port(), one.method, one.target, one.headers);
    EXPECT_EQ(reply.status, one.status) << one.target << ": " << reply.body;
    EXPECT_EQ(reply.header("Content-Type"), "application/problem+json") << one.target;
    EXPECT_EQ(member(reply, "type"), one.type) << one.target;
    EXPECT_EQ(member(reply, "instance"), "urn:assize:request:" + reply.header("X-Request-Id"))
        << one.target;
    if (one.status == 401) {
      EXPECT_TRUE(reply.header("WWW-Authenticate").starts_with("Bearer")) << one.target;
    }
  }
  EXPECT_EQ(ask(port(), "DELETE", "/v1/schools").header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(ask(port(), "OPTIONS", "/v1/filings").header("Allow"), "POST, GET, HEAD, OPTIONS");
}

TEST_F(RoutesTest, RefusesBodiesOverTheirLimitAndTooManyRows) {
  const std::string csv = "Content-Type: text/csv\r\n";
  const RawReply large = ask(port(), "POST", "/v1/checks", csv, std::string(5 << 20, 'x'));
  EXPECT_EQ(large.status, 413);
  EXPECT_NE(large.body.find("4194304"), std::string::npos);
  EXPECT_EQ(ask(port(), "POST", "/v1/checks", csv, std::string(50'000, '\n')).status, 413);
  EXPECT_EQ(ask(port(), "GET", "/v1/schools", "", "body").status, 413);
}

TEST_F(RoutesTest, WalksThePagesOfASearchByItsLinks) {
  std::string next = "/v1/schools?limit=5";
  std::size_t pages = 0;
  std::size_t schools = 0;
  while (!next.empty() && pages < 10) {
    const RawReply reply = get(next);
    ASSERT_EQ(reply.status, 200);
    for (std::size_t at = 0; (at = reply.body.find("\"urn\":", at)) != std::string::npos; ++at) {
      ++schools;
    }
    ++pages;
    const std::string links = reply.header("Link");
    const std::size_t mark = links.find(">; rel=\"next\"");
    next = mark == std::string::npos
               ? ""
               : links.substr(links.rfind('<', mark) + 1, mark - links.rfind('<', mark) - 1);
  }
  EXPECT_EQ(pages, 3U);
  EXPECT_GE(schools, 12U) << "other tests may have brought one";
  const std::string matching = "\"matching\":" + std::to_string(schools) + ",";
  EXPECT_NE(get("/v1/schools?limit=5").body.find(matching), std::string::npos) << matching;
}

TEST_F(RoutesTest, AHundredIdleAndDrippingClientsKeepNobodyWaiting) {
  std::vector<RawClient> slow;
  for (int i = 0; i < 100; ++i) {
    slow.emplace_back(port());
    if (i % 2 == 0) slow.back().send("GET /v1/schools HTTP/1.1\r\nHo");
  }
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(get("/v1/schools?limit=1").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(RoutesTest, LogsEachRequestWithoutWhatWasSearchedForAndWithoutTokens) {
  get("/v1/schools?text=secretword",
      "X-Request-Id: my-request.1\r\n" + market_->bearer("provider"));
  get("/v1/schools", "X-Request-Id: \"bad id\"\r\n");
  std::string log;
  for (int i = 0; i < 50 && log.find("my-request.1") == std::string::npos; ++i) {
    std::this_thread::sleep_for(20ms);
    log = market_->server->log();
  }
  const std::size_t at = log.find("my-request.1");
  ASSERT_NE(at, std::string::npos);
  const std::size_t from = log.rfind('\n', at) + 1;
  const auto line = pricing::parse_json(log.substr(from, log.find('\n', at) - from));
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(*line->find("route")->string(), "/v1/schools");
  EXPECT_EQ(line->find("status")->number()->text, "200");
  EXPECT_TRUE(line->find("account")->string()->starts_with("acc_"));
  EXPECT_EQ(log.find("secretword"), std::string::npos);
  EXPECT_EQ(log.find("assize_"), std::string::npos);
  EXPECT_EQ(log.find("bad id"), std::string::npos);
}

}  // namespace
}  // namespace assize::api::testing
