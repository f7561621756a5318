// The pages' layout, assets and problems, from the program as it is served.
#include "api/pages/site/page.h"

#include <gtest/gtest.h>

#include "api/pages/site/assets.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class PageTest : public ServiceTest {};

TEST_F(PageTest, SaysByItsHeadersThatNothingInItMayRunOrBeFramed) {
  const RawReply reply = get("/");
  EXPECT_EQ(reply.status, 200);
  const std::string policy = reply.header("content-security-policy");
  EXPECT_NE(policy.find("default-src 'none'; script-src 'self'; style-src 'self'"),
            std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(reply.body.find("<style"), std::string::npos);
  EXPECT_EQ(reply.body.find(" style="), std::string::npos);
}

TEST_F(PageTest, AsksNoOtherHost) {
  const RawReply reply = get("/schools");
  EXPECT_EQ(reply.status, 200);
  for (const char* source : {"src=\"http", "rel=\"stylesheet\" href=\"http", "url("}) {
    EXPECT_EQ(reply.body.find(source), std::string::npos) << source;
  }
}

TEST_F(PageTest, KeepsAssetsForEverUnderTheirHash) {
  const std::string address = asset_address("assize.css");
  const RawReply plain = get(address);
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.header("content-type"), "text/css; charset=utf-8");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(plain.body.find("GDS Transport"), std::string::npos);
  const RawReply brotli = get(address, "Accept-Encoding: gzip, br\r\n");
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  EXPECT_LT(brotli.body.size(), plain.body.size());
  EXPECT_NE(brotli.header("etag"), plain.header("etag"));
  EXPECT_EQ(get(address, "Accept-Encoding: br;q=0\r\n").header("content-encoding"), "");
  EXPECT_EQ(get("/assets/assize.css").status, 404);
}

TEST_F(PageTest, ShowsProblemsAsPagesToPeopleAlone) {
  const RawReply person = get("/nowhere", "Accept: text/html,*/*;q=0.8\r\n");
  EXPECT_EQ(person.status, 404);
  EXPECT_EQ(person.header("content-type"), "text/html; charset=utf-8");
  const RawReply program = get("/nowhere");
  EXPECT_EQ(program.header("content-type"), "application/problem+json");
  const RawReply api = get("/v1/schools/1", "Accept: text/html,application/json;q=0.9\r\n");
  EXPECT_EQ(api.header("content-type"), "application/problem+json");
}

TEST_F(PageTest, GivesBackWhatWasTypedEscapedWithItsErrors) {
  const RawReply reply = get("/schools?text=%22%3E%3Cscript%3E&age=x");
  EXPECT_EQ(reply.status, 400);
  EXPECT_NE(reply.body.find("<title>Error: Find a placement"), std::string::npos);
  EXPECT_NE(reply.body.find("value=\"&quot;&gt;&lt;script&gt;\""), std::string::npos);
  EXPECT_NE(reply.body.find("<a href=\"#age\">"), std::string::npos);
  EXPECT_NE(reply.body.find("aria-describedby=\"age-error\""), std::string::npos);
}

TEST(PageTemplates, AllCompile) {
  for (const std::string& name : page_templates()) {
    EXPECT_NO_THROW(render_template(name, "{}", "{}")) << name;
  }
  EXPECT_GE(page_templates().size(), 4U);
}

}  // namespace
}  // namespace assize::api::testing
