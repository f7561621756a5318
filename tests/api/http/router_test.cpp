#include "api/http/router.h"

#include <gtest/gtest.h>

namespace assize::api {
namespace {

Response nothing(const Request&, Backend&) { return {}; }

constexpr Route table[] = {
    {"GET", "/", nothing, ""},
    {"GET", "/a", nothing, ""},
    {"POST", "/a", nothing, ""},
    {"GET", "/a/{one}/b", nothing, ""},
    {"GET", "/rest/{path...}", nothing, ""},
};

struct Case {
  const char* method;
  const char* path;
  const char* pattern;  // "" for none
  const char* allowed;
};

TEST(Router, FindsTheRouteOrSaysWhichMethodsThereAre) {
  const Case cases[] = {
      {"GET", "/", "/", "GET, HEAD, OPTIONS"},
      {"HEAD", "/a", "/a", "GET, HEAD, POST, OPTIONS"},
      {"DELETE", "/a", "", "GET, HEAD, POST, OPTIONS"},
      {"GET", "/a/x/b", "/a/{one}/b", "GET, HEAD, OPTIONS"},
      {"GET", "/a/x", "", ""},
      {"GET", "/a/", "", ""},
      {"GET", "/a//b", "", ""},
      {"GET", "//a", "", ""},
      {"GET", "/a/%zz/b", "", ""},
      {"GET", "/rest/1/2/3", "/rest/{path...}", "GET, HEAD, OPTIONS"},
      {"GET", "/rest/", "", ""},
      {"GET", "", "", ""},
      {"GET", "/A", "", ""},
  };
  for (const Case& one : cases) {
    const RouteMatch match = find_route(table, one.method, one.path);
    EXPECT_EQ(match.route == nullptr ? "" : match.route->pattern, one.pattern) << one.path;
    EXPECT_EQ(match.allowed, one.allowed) << one.path;
  }
}

TEST(Router, DecodesThePartsOfAPath) {
  EXPECT_EQ(find_route(table, "GET", "/a/x%20y%2Fz+/b").path_values.at("one"), "x y/z+");
  EXPECT_EQ(find_route(table, "GET", "/rest/0/x001/002.p/3").path_values.at("path"),
            "0/x001/002.p/3");
}

}  // namespace
}  // namespace assize::api
