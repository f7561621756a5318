// Whom a request is held to come from, and how often they may ask.
#include <gtest/gtest.h>

#include "api/http/clients/client_address.h"
#include "api/http/clients/rate_limiter.h"
#include "api/routes/routes.h"
#include "tests/api/support/market.h"

namespace assize::api {
namespace {

using namespace std::chrono_literals;

TEST(Address, IsReadStrictlyAndComparedByItsBits) {
  for (const char* bad : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4x", "::g", "1.2.3.4:80",
                          "[::1]", "unknown", "_hidden", " 1.2.3.4"}) {
    EXPECT_FALSE(Address::parse(bad)) << bad;
    EXPECT_FALSE(AddressBlock::parse(bad).ok()) << bad;
  }
  for (const char* bad : {"1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/", "::/129", "1.2.3.4/8x"}) {
    EXPECT_FALSE(AddressBlock::parse(bad).ok()) << bad;
  }
  struct Case {
    const char* block;
    const char* address;
    bool is_in;
  };
  const Case cases[] = {
      {"192.0.2.7", "192.0.2.7", true},       {"192.0.2.7", "192.0.2.8", false},
      {"192.0.2.0/24", "192.0.2.8", true},    {"192.0.2.0/23", "192.0.3.8", true},
      {"192.0.2.0/23", "192.0.4.8", false},   {"192.0.2.7", "::ffff:192.0.2.7", true},
      {"0.0.0.0/0", "192.0.2.7", true},       {"0.0.0.0/0", "2001:db8::1", false},
      {"2001:db8::/33", "2001:db8::1", true}, {"2001:db8::/33", "2001:db8:8000::1", false},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(AddressBlock::parse(test.block)->contains(*Address::parse(test.address)), test.is_in)
        << test.block << " " << test.address;
  }
  EXPECT_TRUE(Address::parse("127.9.9.9")->is_this_machine());
  EXPECT_TRUE(Address::parse("::1")->is_this_machine());
  EXPECT_FALSE(Address::parse("::2")->is_this_machine());
  EXPECT_EQ(Address::parse("2001:db8::1")->network(), Address::parse("2001:db8::2")->network());
  EXPECT_NE(Address::parse("192.0.2.1")->network(), Address::parse("192.0.2.2")->network());
}

TEST(ClientAddress, BelievesOnlyNamedProxiesAndOnlyTheirHeader) {
  TrustedProxies proxies;
  for (const char* text : {"10.0.0.0/8", "2001:db8:1::/48"}) {
    proxies.addresses.push_back(*AddressBlock::parse(text));
  }
  struct Case {
    const char* peer;
    const char* header;
    const char* value;
    const char* client;
  };
  const Case cases[] = {
      {"192.0.2.1", "x-forwarded-for", "198.51.100.1", "192.0.2.1"},  // no proxy of ours
      {"10.0.0.1", "x-forwarded-for", "198.51.100.1", "198.51.100.1"},
      {"10.0.0.1", "x-forwarded-for", "198.51.100.1, 203.0.113.5", "203.0.113.5"},  // a forged one
      {"10.0.0.1", "x-forwarded-for", "198.51.100.1, 10.0.0.2", "198.51.100.1"},    // two proxies
      {"10.0.0.1", "x-forwarded-for", "10.0.0.3, 10.0.0.2", "10.0.0.3"},
      {"10.0.0.1", "x-forwarded-for", "198.51.100.1, nonsense", "10.0.0.1"},
      {"10.0.0.1", "x-forwarded-for", "198.51.100.1:4711", "198.51.100.1"},
      {"10.0.0.1", "x-forwarded-for", "", "10.0.0.1"},
      {"10.0.0.1", "forwarded", "for=198.51.100.1", "10.0.0.1"},  // not the header they write
      {"2001:db8:1::5", "x-forwarded-for", "2001:db8:2::7", "2001:db8:2::7"},
  };
  for (const Case& test : cases) {
    Head head;
    head.peer = test.peer;
    head.headers.push_back({test.header, test.value});
    EXPECT_EQ(client_address(head, proxies)->text(), test.client) << test.peer << " " << test.value;
  }
}

TEST(ClientAddress, ReadsForwarded) {
  TrustedProxies proxies{{*AddressBlock::parse("10.0.0.1")}, ProxyHeader::forwarded};
  const std::pair<const char*, const char*> cases[] = {
      {"for=198.51.100.1", "198.51.100.1"},
      {"For=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1"},
      {"proto=https; for=\"[2001:db8::7]:443\"", "2001:db8::7"},
      {"for=\"198.51.100.1, for=203.0.113.1\"", "10.0.0.1"},  // inside quotes
      {"for=203.0.113.1, for=198.51.100.1", "198.51.100.1"},
      {"for=unknown", "10.0.0.1"},
      {"for=_obfuscated", "10.0.0.1"},
      {"for=\"[2001:db8::7\"", "10.0.0.1"},
      {"proto=https", "10.0.0.1"},
      {";;;,,,", "10.0.0.1"},
  };
  for (const auto& [value, client] : cases) {
    Head head;
    head.peer = "10.0.0.1";
    head.headers.push_back({"forwarded", value});
    EXPECT_EQ(client_address(head, proxies)->text(), client) << value;
  }
}

TEST(RateBuckets, FillAgainOverTimeAndARefusalCostsNothing) {
  RateBuckets buckets({3, 100ms});
  const auto start = RateBuckets::Instant{} + 1h;
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(buckets.take("a", start));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(buckets.take("a", start), 100ms);
  EXPECT_FALSE(buckets.take("b", start));
  EXPECT_EQ(buckets.take("a", start + 60ms), 40ms);
  EXPECT_FALSE(buckets.take("a", start + 100ms));
  EXPECT_TRUE(buckets.take("a", start + 100ms));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(buckets.take("a", start + 1h)) << i;
  EXPECT_TRUE(buckets.take("a", start + 1h));
  RateBuckets unlimited({});
  for (int i = 0; i < 10'000; ++i) EXPECT_FALSE(unlimited.take("a", start));
}

TEST(RateBuckets, RememberNoMoreThanTheyMay) {
  RateBuckets buckets({1, 1min}, 100);
  const auto start = RateBuckets::Instant{} + 1h;
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_FALSE(buckets.take(std::to_string(i), start + i * 1ms));
    EXPECT_LE(buckets.size(), 100U);
  }
  EXPECT_FALSE(buckets.take("later", start + 1h));
  EXPECT_EQ(buckets.size(), 1U);  // the others are full again
}

TEST(RateLimiter, AnyRouteThatTriesASecretIsHeldToTheRateOfSigningIn) {
  int count = 0;
  for (const Route& route : routes()) {
    const bool tries =
        route.method == "POST" && (route.pattern.find("sign-in") != std::string_view::npos ||
                                   route.pattern.find("password") != std::string_view::npos ||
                                   route.pattern.find("reset") != std::string_view::npos ||
                                   route.pattern.find("recovery") != std::string_view::npos);
    if (!tries) continue;
    ++count;
    EXPECT_TRUE(route.signs_in) << route.pattern << ": set Route::signs_in";
  }
  EXPECT_GT(count, 0);
}

using testing::ask;
using testing::RawReply;

class RatesTest : public testing::ServiceTest {
 protected:
  RatesTest() {
    market_->server.reset();
    market_->serve({"--token-rate", "1", "--address-rate", "1", "--sign-in-rate", "3",
                    "--limit-this-machine", "--trusted-proxy", "127.0.0.1"});
  }
  ~RatesTest() override {
    market_->server.reset();
    market_->serve();
  }
  static std::string from(const std::string& address) {
    return "X-Forwarded-For: " + address + "\r\n";
  }
  static int tries(const std::string& headers, const char* method = "GET",
                   const char* target = "/v1/rule-books", const char* body = "") {
    int good = 0;
    for (int i = 0; i < 30; ++i) {
      const RawReply reply = ask(port(), method, target, headers, body);
      if (reply.status != 429) {
        ++good;
        continue;
      }
      EXPECT_EQ(reply.header("Content-Type"), "application/problem+json");
      EXPECT_GE(std::stoi(reply.header("Retry-After")), 1);
      EXPECT_NE(reply.body.find("/problems/too-many-requests"), std::string::npos);
    }
    return good;
  }
};

TEST_F(RatesTest, HoldEachAddressAndEachTokenToItsOwn) {
  const int first = tries(from("198.51.100.1"));
  EXPECT_GE(first, 10);
  EXPECT_LT(first, 30);
  EXPECT_EQ(get("/v1/rule-books", from("198.51.100.2")).status, 200);  // another address
  // A token is its own, wherever it comes from, and another's is not touched.
  EXPECT_LT(tries(from("198.51.100.1") + market_->bearer("provider")), 30);
  EXPECT_EQ(get("/v1/me", from("203.0.113.9") + market_->bearer("provider")).status, 429);
  EXPECT_EQ(get("/v1/me", from("198.51.100.1") + market_->bearer("commissioner")).status, 200);
  // Bad tokens count for their address and keep no good one out.
  EXPECT_LT(tries(from("198.51.100.3") + "Authorization: Bearer assize_wrong\r\n"), 30);
  EXPECT_EQ(get("/v1/me", from("198.51.100.3") + market_->bearer("commissioner")).status, 200);
}

TEST_F(RatesTest, HoldThoseWhoSignInToFewer) {
  const std::string type = "Content-Type: application/json\r\n";
  const int tried =
      tries(from("198.51.100.4") + type, "POST", "/demo/sign-in", "{\"role\":\"nobody\"}");
  EXPECT_GE(tried, 3);
  EXPECT_LE(tried, 5);
}

}  // namespace
}  // namespace assize::api
