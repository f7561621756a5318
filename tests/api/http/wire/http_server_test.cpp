// The wire against clients of every kind, byte by byte, with a handler that echoes what it is
// given.
#include "api/http/wire/http_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/api/support/raw_client.h"

namespace assize::api {
namespace {

using testing::RawClient;
using testing::RawReply;
using namespace std::chrono_literals;

constexpr std::uint64_t body_limit_bytes = 100'000;

// Answers "METHOD target [body]". /refused is refused from its head; /slow takes a while; /large is
// a reply of 8 MiB.
class Echo : public ExchangeHandler {
 public:
  Exchange begin(const Head& head) override {
    Exchange exchange;
    exchange.request.head = head;
    exchange.body_limit_bytes = body_limit_bytes;
    if (head.target == "/refused") exchange.refusal = reply("text/plain", "refused", 403);
    return exchange;
  }
  Response answer(Exchange& exchange) override {
    if (exchange.refusal) return *exchange.refusal;
    const Head& head = exchange.request.head;
    if (head.target == "/slow") std::this_thread::sleep_for(700ms);
    if (head.target == "/large") return reply("text/plain", std::string(8 << 20, 'x'));
    return reply("text/plain",
                 head.method + " " + head.target + " [" + exchange.request.body + "]");
  }
  Response answer_fault(Exchange&, const WireFault& fault) override {
    return problem_reply(fault.problem, fault.detail);
  }
  void note(const Exchange&, int) override { ++noted; }

  std::atomic<int> noted{0};
};

WireLimits quick_limits() {
  WireLimits limits;
  limits.head_time = 600ms;
  limits.body_time = 600ms;
  limits.bytes_a_second = 1 << 20;
  limits.connections = 40;
  limits.requests_per_connection = 20;
  limits.connections_per_address = 30;
  return limits;
}

class HttpServerTest : public ::testing::Test {
 protected:
  HttpServerTest() : server_("127.0.0.1", 0, quick_limits()) { server_.start(echo_); }

  // What the server answers to these bytes, on a connection of their own.
  RawReply answer(std::string_view bytes) {
    RawClient client(server_.port());
    client.send(bytes);
    return client.read_reply();
  }

  Echo echo_;
  HttpServer server_;
};

struct BadRequest {
  const char* name;
  std::string bytes;
  int status;
};

TEST_F(HttpServerTest, RefusesWhatTwoReadersCouldReadDifferentlyAndCloses) {
  const std::string post = "POST /x HTTP/1.1\r\nHost: h\r\n";
  const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
  const BadRequest cases[] = {
      {"length and encoding",
       post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"two lengths", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
      {"two lengths in one", post + "Content-Length: 5, 5\r\n\r\nhello", 400},
      {"negative length", post + "Content-Length: -5\r\n\r\n", 400},
      {"length with a plus", post + "Content-Length: +5\r\n\r\nhello", 400},
      {"length in hexadecimal", post + "Content-Length: 0x5\r\n\r\nhello", 400},
      {"length too long", post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {"no length given", post + "Content-Length: \r\n\r\n", 400},
      {"two encodings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
       400},
      {"another encoding", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {"encoding in 1.0", "POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunk size not hexadecimal", chunked + "zz\r\nhello\r\n0\r\n\r\n", 400},
      {"chunk size negative", chunked + "-5\r\nhello\r\n0\r\n\r\n", 400},
      {"chunk size huge", chunked + "FFFFFFFFFFFFFFFFF\r\n", 400},
      {"chunk longer than it says", chunked + "3\r\nhello\r\n0\r\n\r\n", 400},
      {"chunk ends with a bare line feed", chunked + "5\nhello\r\n0\r\n\r\n", 400},
      {"chunks over the limit", chunked + "FFFFFFF\r\n", 413},
      {"space before the colon", "GET /x HTTP/1.1\r\nHost : h\r\n\r\n", 400},
      {"folded header", "GET /x HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n", 400},
      {"bare line feeds", "GET /x HTTP/1.1\nHost: h\n\n", 400},
      {"bare carriage return in a header", "GET /x HTTP/1.1\r\nHost: h\r\nA: b\rc\r\n\r\n", 400},
      {"NUL in a header", std::string("GET /x HTTP/1.1\r\nHost: h\r\nA: b") + '\0' + "\r\n\r\n",
       400},
      {"no host", "GET /x HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"no version", "GET /x\r\n\r\n", 400},
      {"another version", "GET /x HTTP/2.0\r\nHost: h\r\n\r\n", 505},
      {"not HTTP at all", "\x16\x03\x01\x02\r\n\r\n", 400},
      {"two spaces", "GET  /x HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"relative address", "GET x HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"address with a fragment", "GET /x#y HTTP/1.1\r\nHost: h\r\n\r\n", 400},
      {"address too long", "GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 414},
      {"address far too long", "GET /" + std::string(70'000, 'a'), 414},
      {"header too long", "GET /x HTTP/1.1\r\nHost: h\r\nA: " + std::string(20'000, 'a'), 431},
      {"length over the limit", post + "Content-Length: 100001\r\n\r\n", 413},
      {"another expectation", post + "Expect: 200-ok\r\nContent-Length: 1\r\n\r\nx", 417},
  };
  for (const BadRequest& bad : cases) {
    RawClient client(server_.port());
    client.send(bad.bytes);
    const RawReply reply = client.read_reply();
    EXPECT_EQ(reply.status, bad.status) << bad.name << ": " << reply.body;
    EXPECT_EQ(reply.header("Connection"), "close") << bad.name;
    EXPECT_TRUE(client.is_closed_within(3s)) << bad.name;
  }
}

TEST_F(HttpServerTest, RefusesTooManyHeaders) {
  std::string request = "GET /x HTTP/1.1\r\nHost: h\r\n";
  for (int i = 0; i < 64; ++i) request += "A" + std::to_string(i) + ": b\r\n";
  EXPECT_EQ(answer(request + "\r\n").status, 431);
}

TEST_F(HttpServerTest, ReadsOneRequestAfterAnotherOnOneConnection) {
  RawClient client(server_.port());
  client.send(
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\n"
      "Content-Length: 5\r\n\r\nhelloGET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.read_reply().body, "GET /1 []");
  EXPECT_EQ(client.read_reply().body, "POST /2 [hello]");
  EXPECT_EQ(client.read_reply().body, "GET /3 []");
}

TEST_F(HttpServerTest, ReadsAChunkedBodyOnceAndTheNextRequestAfterIt) {
  RawClient client(server_.port());
  client.send(
      "POST /1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5;name=value\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: x\r\n\r\n"
      "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.read_reply().body, "POST /1 [hello world]");
  EXPECT_EQ(client.read_reply().body, "GET /2 []");
}

TEST_F(HttpServerTest, ABodyThatIsNotReadIsNeverTakenForARequest) {
  RawClient client(server_.port());
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
  client.send("POST /refused HTTP/1.1\r\nHost: h\r\nContent-Length: " +
              std::to_string(smuggled.size()) + "\r\n\r\n" + smuggled);
  const RawReply reply = client.read_reply();
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_EQ(client.read_reply().status, 0);
}

TEST_F(HttpServerTest, AsksForTheBodyWhereTheClientWaitsToBeAsked) {
  RawClient client(server_.port());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_reply(false).status, 100);
  client.send("hello");
  EXPECT_EQ(client.read_reply().body, "POST /x [hello]");
  RawClient refused(server_.port());
  refused.send(
      "POST /refused HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.read_reply().status, 403);
}

TEST_F(HttpServerTest, AnswersHeadWithoutABodyAndKeepsTheLength) {
  RawClient client(server_.port());
  client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n");
  const RawReply head = client.read_reply(false);
  EXPECT_EQ(head.header("Content-Length"), "10");
  EXPECT_EQ(client.read_reply().body, "GET /y []");
}

TEST_F(HttpServerTest, KeepsAndClosesConnectionsAsTheyAskFor) {
  RawClient old(server_.port());
  old.send("GET /x HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.read_reply().status, 200);
  EXPECT_TRUE(old.is_closed_within(3s));
  RawClient kept(server_.port());
  kept.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(kept.read_reply().header("Connection"), "keep-alive");
  kept.send("GET /y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(kept.read_reply().header("Connection"), "close");
  EXPECT_TRUE(kept.is_closed_within(3s));
}

TEST_F(HttpServerTest, SaysWithTheLastReplyOfAConnectionThatItCloses) {
  RawClient client(server_.port());
  for (int i = 1; i <= 20; ++i) {
    client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    const RawReply reply = client.read_reply();
    EXPECT_EQ(reply.status, 200) << i;
    EXPECT_EQ(reply.header("Connection"), i == 20 ? "close" : "") << i;
  }
  EXPECT_TRUE(client.is_closed_within(3s));
}

TEST_F(HttpServerTest, ReadsAnAbsoluteAddress) {
  EXPECT_EQ(answer("GET http://h/x?y HTTP/1.1\r\nHost: h\r\n\r\n").body, "GET /x?y []");
}

TEST_F(HttpServerTest, ClosesASilentConnectionWithoutAWord) {
  RawClient client(server_.port());
  EXPECT_TRUE(client.is_closed_within(3s));
}

TEST_F(HttpServerTest, AHeadThatDripsEndsAtItsDeadlineHoweverOftenBytesCome) {
  RawClient client(server_.port());
  const std::string head = "GET /a-long-enough-address HTTP/1.1\r\nHost: h\r\n";
  const auto began = std::chrono::steady_clock::now();
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (!client.send(head.substr(at, 1))) break;
    std::this_thread::sleep_for(30ms);
    if (std::chrono::steady_clock::now() - began > 2s) break;
  }
  EXPECT_EQ(client.read_reply().status, 408);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2500ms);
}

TEST_F(HttpServerTest, ABodyThatDripsEndsAtItsDeadline) {
  RawClient client(server_.port());
  client.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
  for (int i = 0; i < 40 && client.send("x"); ++i) std::this_thread::sleep_for(30ms);
  EXPECT_EQ(client.read_reply().status, 408);
}

// Here the slow are given so long that only making room for a newcomer lets it in.
class PatientHttpServerTest : public ::testing::Test {
 protected:
  static WireLimits limits() {
    WireLimits limits = quick_limits();
    limits.head_time = 60s;
    return limits;
  }
  PatientHttpServerTest() : server_("127.0.0.1", 0, limits()) { server_.start(echo_); }

  Echo echo_;
  HttpServer server_;
};

TEST_F(PatientHttpServerTest, IdleAndDrippingClientsKeepNobodyOut) {
  std::vector<RawClient> slow;
  for (int i = 0; i < 300; ++i) {
    slow.emplace_back(server_.port(), "127.0.0." + std::to_string(2 + i % 5));
    if (i % 2 == 0) slow.back().send("GET /drip");
  }
  for (int i = 0; i < 10; ++i) EXPECT_EQ(testing::ask(server_.port(), "GET", "/x").status, 200);
}

TEST_F(PatientHttpServerTest, ANewcomerIsNeverKeptOutByThoseWhoWaitAtItsOwnAddress) {
  std::vector<RawClient> idle;
  for (int i = 0; i < 60; ++i) idle.emplace_back(server_.port());
  EXPECT_EQ(testing::ask(server_.port(), "GET", "/x").status, 200);
}

TEST_F(HttpServerTest, AClientThatTakesNoReplyIsDropped) {
  RawClient client(server_.port());
  client.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
  std::this_thread::sleep_for(200ms);
  server_.stop(15s);  // would wait for it for ever
  EXPECT_EQ(echo_.noted, 1);
}

TEST_F(HttpServerTest, StoppingFinishesWhatRunsAndClosesWhatIsIdle) {
  RawClient idle(server_.port());
  RawClient busy(server_.port());
  busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  std::this_thread::sleep_for(200ms);
  server_.stop(5s);
  const RawReply reply = busy.read_reply();
  EXPECT_EQ(reply.body, "GET /slow []");
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_TRUE(idle.is_closed_within(1s));
}

TEST(HttpServer, SaysThatAPortIsInUse) {
  const HttpServer first("127.0.0.1", 0, WireLimits());
  try {
    const HttpServer second("127.0.0.1", first.port(), WireLimits());
    FAIL() << "listened twice";
  } catch (const CannotListen& error) {
    EXPECT_EQ(std::string(error.what()),
              "port " + std::to_string(first.port()) +
                  " on 127.0.0.1 is in use by another program; choose another with --port.");
  }
  EXPECT_THROW(HttpServer("nowhere", 0, WireLimits()), CannotListen);
}

}  // namespace
}  // namespace assize::api
