// The description of the API against the table of routes.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "api/routes/routes.h"
#include "pricing/text/json.h"
#include "tests/api/support/program.h"
#include "tests/api/support/shell.h"

namespace assize::api {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
  const std::string text =
      testing::read_file(std::string(ASSIZE_SOURCE_DIR) + "/api/http/openapi.json");
  const auto document = pricing::parse_json(text);
  ASSERT_TRUE(document.ok()) << document.faults().front().message;
  std::set<std::string> described;
  for (const auto& [path, operations] : *document->find("paths")->object()) {
    for (const auto& [method, operation] : *operations.object()) described.insert(method + path);
  }
  std::set<std::string> routed;
  for (const Route& route : routes()) {
    if (route.produces.starts_with("text/html") || route.pattern.starts_with("/assets/"))
      continue;  // pages
    std::string path(route.pattern);
    if (const std::size_t dots = path.find("...}"); dots != std::string::npos) path.erase(dots, 3);
    routed.insert(lower(route.method) + path);
  }
  EXPECT_EQ(described, routed);
}

TEST(OpenApi, IsWithoutAFindingOfItsLinter) {
  const std::string root = ASSIZE_SOURCE_DIR;
  const std::string spectral = root + "/build/npm/contract/node_modules/.bin/spectral";
  if (!std::filesystem::exists(spectral)) {
    GTEST_SKIP() << "spectral is not fetched; scripts/test fetches it where there is npm.";
  }
  const auto lint = [&](const std::string& document) {
    return testing::shell(spectral + " lint -F warn -r " + root +
                              "/tests/api/http/contract/spectral.yaml " + document,
                          300);
  };
  const testing::ShellOutcome good = lint(root + "/api/http/openapi.json");
  EXPECT_EQ(good.status, 0) << good.text;
  const testing::TemporaryFolder folder;
  EXPECT_NE(lint(folder.file("bad.json", "{\"openapi\":\"3.1.0\",\"paths\":{}}")).status, 0);
}

}  // namespace
}  // namespace assize::api
