// Every route of the running program, as every role, held to the table of powers; and what is
// others', which is as if it were not there.
#include <regex>

#include "api/access/powers.h"
#include "api/routes/routes.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using Walk = ServiceTest;

std::string type_of(const Route& route) {
  const std::string types(route.body_types);
  return types.empty() ? "" : "Content-Type: " + types.substr(0, types.find(' ')) + "\r\n";
}

TEST_F(Walk, EveryRouteLetsInWhomTheTableLetsInAndNobodyElse) {
  const std::pair<const char*, registry::Role> roles[] = {
      {"", registry::Role::anyone},
      {"provider", registry::Role::provider},
      {"commissioner", registry::Role::commissioner},
      {"case_officer", registry::Role::case_officer},
      {"approver", registry::Role::approver},
      {"administrator", registry::Role::administrator},
      {"auditor", registry::Role::auditor}};
  std::size_t walked = 0;
  for (const Route& route : routes()) {
    const std::string path =
        std::regex_replace(std::string(route.pattern), std::regex("\\{[^}]*\\}"), "900001");
    for (const auto& [name, role] : roles) {
      const Reach reach = reach_of(role, route.method, route.pattern);
      // With no body that any handler takes, so that nothing is changed.
      const RawReply reply = ask(port(), route.method, path,
                                 market_->bearer(name) + type_of(route) + new_key() +
                                     "Accept: application/problem+json, */*\r\n",
                                 route.method == "GET" || route.body_limit_bytes == 0 ? "" : "[");
      const std::string what = std::string(route.method) + " " + path + " as " + name + ": " +
                               std::to_string(reply.status) + " " + reply.body.substr(0, 200);
      const bool refused = reply.body.find("has no power over this") != std::string::npos ||
                           reply.body.find("/problems/no-token") != std::string::npos;
      ASSERT_NE(reply.status, 0) << what;
      EXPECT_LT(reply.status, 500) << what;
      if (reach == Reach::nobody) {
        EXPECT_EQ(reply.status, role == registry::Role::anyone ? 401 : 403) << what;
      } else {
        EXPECT_FALSE(refused) << what;
      }
      ++walked;
    }
  }
  EXPECT_EQ(walked, routes().size() * 7);
}

TEST_F(Walk, WhatIsAnothersIsAsIfItWereNotThere) {
  const std::string council = "/v1/organisations/org_council_383";
  EXPECT_EQ(get(council, market_->bearer("commissioner")).status, 200);
  EXPECT_EQ(get(council, market_->bearer("case_officer")).status, 200);
  EXPECT_EQ(get(council, market_->bearer("auditor")).status, 200);
  for (const char* other : {"other_commissioner", "provider"}) {
    EXPECT_EQ(get(council, market_->bearer(other)).status, 404) << other;
    for (const char* list : {"/v1/people", "/v1/invitations"}) {
      EXPECT_EQ(
          get(std::string(list) + "?organisation=org_council_383", market_->bearer(other)).status,
          404)
          << other << list;
    }
  }
  const RawReply own = get("/v1/tokens", market_->bearer("other_commissioner"));
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.body.find("demo"), std::string::npos) << "only its own council's: " << own.body;
}

}  // namespace
}  // namespace assize::api::testing
