// The wire through TLS, against OpenSSL's own client.
#include <gtest/gtest.h>

#include <thread>

#include "api/http/wire/http_server.h"
#include "api/http/wire/tls_identity.h"
#include "tests/api/support/program.h"
#include "tests/api/support/raw_client.h"
#include "tests/api/support/shell.h"

namespace assize::api {
namespace {

using testing::RawClient;
using testing::shell;
using testing::ShellOutcome;
using testing::TemporaryFolder;
using namespace std::chrono_literals;

// Answers with the length of the body it was given; /large with 3 MiB.
class Measure : public ExchangeHandler {
 public:
  Exchange begin(const Head& head) override {
    Exchange exchange;
    exchange.request.head = head;
    exchange.body_limit_bytes = 8 << 20;
    return exchange;
  }
  Response answer(Exchange& exchange) override {
    if (exchange.request.head.target == "/large") {
      return reply("text/plain", std::string(3 << 20, 'x') + "end");
    }
    return reply("text/plain", "length " + std::to_string(exchange.request.body.size()) + ".");
  }
  Response answer_fault(Exchange&, const WireFault& fault) override {
    return problem_reply(fault.problem, fault.detail);
  }
  void note(const Exchange&, int) override {}
};

void make_certificate(const TemporaryFolder& folder, const std::string& name,
                      const std::string& kind) {
  const ShellOutcome made =
      shell("openssl req -x509 -newkey " + kind + " -nodes -days 2 -subj /CN=" + name +
            " -keyout " + folder.path(name + ".key") + " -out " + folder.path(name + ".pem"));
  ASSERT_EQ(made.status, 0) << made.text;
}

WireLimits quick_limits() {
  WireLimits limits;
  limits.head_time = 2s;
  limits.connections = 60;
  limits.connections_per_address = 50;
  return limits;
}

class TlsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    make_certificate(*folder_, "first", "ec -pkeyopt ec_paramgen_curve:P-256");
    make_certificate(*folder_, "second", "rsa:2048");
  }
  static void TearDownTestSuite() { folder_.reset(); }

  TlsTest() : identity_(use("first"), folder_->path("used.key")) { server_.start(measure_); }

  // Puts that certificate where the identity reads its own.
  static std::string use(const std::string& name) {
    const auto over = std::filesystem::copy_options::overwrite_existing;
    std::filesystem::copy_file(folder_->path(name + ".pem"), folder_->path("used.pem"), over);
    std::filesystem::copy_file(folder_->path(name + ".key"), folder_->path("used.key"), over);
    return folder_->path("used.pem");
  }
  std::string client(const std::string& options) const {
    return "openssl s_client -connect 127.0.0.1:" + std::to_string(server_.port()) + " " + options;
  }

  static std::unique_ptr<TemporaryFolder> folder_;
  Measure measure_;
  TlsIdentity identity_;
  HttpServer server_{"127.0.0.1", 0, quick_limits(), &identity_};
};
std::unique_ptr<TemporaryFolder> TlsTest::folder_;

TEST_F(TlsTest, Speaks12And13AndNothingOlder) {
  for (const char* version : {"-tls1_2", "-tls1_3"}) {
    const ShellOutcome spoken = shell(client(version) + " </dev/null");
    EXPECT_EQ(spoken.status, 0) << version << "\n" << spoken.text;
    EXPECT_NE(spoken.text.find("CN = first"), std::string::npos) << spoken.text;
  }
  for (const char* version : {"-tls1", "-tls1_1"}) {
    const ShellOutcome refused =
        shell(client(version) + std::string(" -cipher ALL:@SECLEVEL=0 </dev/null"));
    EXPECT_NE(refused.status, 0) << version;
    EXPECT_NE(refused.text.find("Cipher is (NONE)"), std::string::npos) << refused.text;
  }
}

TEST_F(TlsTest, RefusesCiphersWithoutForwardSecrecyOrAuthenticatedEncryption) {
  const auto status = [&](const std::string& cipher) {
    return shell(client("-tls1_2 -cipher ") + cipher + ":@SECLEVEL=0 </dev/null").status;
  };
  for (const char* cipher : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384",
                             "ECDHE-ECDSA-AES128-CCM8", "aNULL", "eNULL", "PSK"}) {
    EXPECT_NE(status(cipher), 0) << cipher;
  }
  for (const char* cipher : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
                             "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    EXPECT_EQ(status(cipher), 0) << cipher;
  }
  use("second");  // of RSA, which can do more that is bad
  identity_.reload();
  for (const char* cipher : {"AES128-GCM-SHA256", "AES256-SHA", "ECDHE-RSA-AES128-SHA256",
                             "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-SHA"}) {
    EXPECT_NE(status(cipher), 0) << cipher;
  }
  EXPECT_EQ(status("ECDHE-RSA-AES128-GCM-SHA256"), 0);
}

TEST_F(TlsTest, NeitherRenegotiatesNorCompresses) {
  const ShellOutcome asked = shell("(sleep 0.5; echo R; sleep 1) | " + client("-tls1_2"));
  EXPECT_NE(asked.text.find("Compression: NONE"), std::string::npos) << asked.text;
  EXPECT_NE(asked.text.find("no renegotiation"), std::string::npos) << asked.text;
}

TEST_F(TlsTest, CarriesRequestsAndRepliesLargerThanARecordWhole) {
  const std::string body(5 << 20, 'b');
  folder_->file("request", "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                               std::to_string(body.size()) + "\r\n\r\n" + body +
                               "GET /large HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  for (const char* version : {"-tls1_2", "-tls1_3"}) {
    const ShellOutcome sent = shell(client("-quiet -ign_eof ") + version + " <" +
                                    folder_->path("request") + " >" + folder_->path("reply"));
    const std::string text = testing::read_file(folder_->path("reply"));
    EXPECT_NE(text.find("length 5242880."), std::string::npos) << sent.text;
    EXPECT_TRUE(text.ends_with("xxxend")) << text.size() << sent.text;
    EXPECT_GT(text.size(), std::size_t{3} << 20);
  }
}

TEST_F(TlsTest, AnswersWhatIsNoTlsWithNothingAndServesOn) {
  RawClient plain(server_.port());
  plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(plain.read_reply().status, 0);
  EXPECT_EQ(shell(client("</dev/null")).status, 0);
}

TEST_F(TlsTest, AHandshakeThatStallsOrDripsEndsAtItsDeadlineAndKeepsNobodyOut) {
  std::vector<RawClient> idle;
  for (int i = 0; i < 100; ++i) idle.emplace_back(server_.port());
  RawClient dripping(server_.port());
  dripping.send("\x16\x03\x01");
  EXPECT_EQ(shell(client("</dev/null"), 10).status, 0);
  EXPECT_TRUE(dripping.is_closed_within(10s));
}

TEST_F(TlsTest, ReadsARenewedCertificateAgainAndKeepsTheOldOneWhereTheNewIsBad) {
  use("second");
  identity_.reload();
  EXPECT_NE(shell(client("</dev/null")).text.find("CN = second"), std::string::npos);
  use("first");
  std::filesystem::copy_file(folder_->path("second.key"), folder_->path("used.key"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_THROW(identity_.reload(), BadTlsFiles);
  EXPECT_NE(shell(client("</dev/null")).text.find("CN = second"), std::string::npos);
}

TEST(Tls, SaysWhichFilesAreNoGood) {
  const TemporaryFolder folder;
  const auto said = [](const std::string& certificate, const std::string& key) -> std::string {
    try {
      const TlsIdentity identity(certificate, key);
    } catch (const BadTlsFiles& error) {
      return error.what();
    }
    return "nothing";
  };
  EXPECT_NE(said(folder.path("none.pem"), "x").find("cannot be read"), std::string::npos);
  const std::string nonsense = folder.file("bad.pem", "secret nonsense");
  EXPECT_NE(said(nonsense, nonsense).find("give PEM files"), std::string::npos);
  EXPECT_EQ(said(nonsense, nonsense).find("secret"), std::string::npos);
  const testing::Outcome half = testing::run({"serve", "--tls-cert", nonsense});
  EXPECT_EQ(half.status, 2);
  EXPECT_NE(half.err.find("--tls-key"), std::string::npos) << half.err;
}

}  // namespace
}  // namespace assize::api
