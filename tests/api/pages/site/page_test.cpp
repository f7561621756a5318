// The pages' layout, assets and problems, from the program as it is served.
#include "api/pages/site/page.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

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

// Every name that any template asks for, as a member that holds this.
std::string view_of_all_names(const std::string& value) {
  std::set<std::string> names;
  const std::regex tag(R"(\{\{[#^]?\.?([a-z_0-9]+)[^}]*\}\})");
  const std::string folder = std::string(ASSIZE_SOURCE_DIR) + "/api/pages/templates";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    for (std::sregex_iterator at(source.begin(), source.end(), tag), end; at != end; ++at) {
      names.insert((*at)[1]);
    }
  }
  JsonWriter json;
  json.begin_object();
  for (const std::string& name : names) json.member(name, value);
  return json.end_object().take();
}

TEST(PageTemplates, LetNoHostileValueOutOfItsPlace) {
  const std::string breaking = view_of_all_names("'\"><hostile onload=x>&");
  const std::string linking = view_of_all_names("javascript:hostile()");
  for (const std::string& name : page_templates()) {
    const std::string broken = render_template(name, breaking, breaking);
    EXPECT_EQ(broken.find("<hostile"), std::string::npos) << name;
    EXPECT_EQ(broken.find("\"><hostile"), std::string::npos) << name;
    EXPECT_NE(broken.find("&lt;hostile"), std::string::npos) << name;  // so it was shown at all
    const std::string linked = render_template(name, linking, linking);
    for (const char* attribute : {"href", "src", "action", "formaction"}) {
      EXPECT_EQ(linked.find(std::string(attribute) + "=\"javascript:"), std::string::npos) << name;
    }
  }
}

TEST_F(PageTest, SignsInToTheDemoWithOneClickAndSaysWhatItIs) {
  const RawReply reply = get("/demo");
  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.find("exists only because this service was started as a demo"),
            std::string::npos);
  EXPECT_NE(reply.body.find("name=\"role\" value=\"provider\""), std::string::npos);
}

TEST_F(PageTest, ShowsAProviderItsOwnFilingsAlone) {
  EXPECT_EQ(get("/provider").status, 401);
  EXPECT_EQ(get("/provider", market_->bearer("commissioner")).status, 403);
  const RawReply own = get("/v1/filings", market_->bearer("provider"));
  ASSERT_EQ(own.status, 200);
  const std::size_t at = own.body.find("{\"id\":\"");
  ASSERT_NE(at, std::string::npos);
  const std::string id = own.body.substr(at + 7, 26);
  EXPECT_EQ(get("/provider/filings/" + id, market_->bearer("provider")).status, 200);
  EXPECT_EQ(get("/provider/filings/" + id, market_->bearer("other_provider")).status, 404);
  const std::string other = "/v1/filings?organisation=org_" + std::string(own_provider);
  EXPECT_EQ(get(other, market_->bearer("other_provider")).status, 404);
  EXPECT_EQ(get(other, market_->bearer("case_officer")).status, 200);
  EXPECT_EQ(get("/v1/filings?cursor=x", market_->bearer("provider")).status, 400);
}

TEST_F(PageTest, BeginsNextYearsFeesFromTheLatest) {
  const RawReply reply = get("/provider/fees/starting-file.csv", market_->bearer("provider"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body.rfind("urn,line,item,provision,need,", 0), 0U);
  EXPECT_NE(reply.body.find("\r\n9000"), std::string::npos);
}

}  // namespace
}  // namespace assize::api::testing
