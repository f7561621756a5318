#include "api/access/powers.h"

#include <gtest/gtest.h>

#include <set>

#include "api/routes/routes.h"

namespace assize::api {
namespace {

using Address = std::pair<std::string, std::string>;

TEST(Powers, EveryRouteIsInTheTableAndNothingElseIs) {
  std::set<Address> routed;
  for (const Route& route : routes()) routed.emplace(route.method, route.pattern);
  std::set<Address> listed;
  for (const Power& power : powers()) {
    EXPECT_TRUE(listed.emplace(power.method, power.pattern).second)
        << power.method << " " << power.pattern << " is listed twice";
  }
  EXPECT_EQ(listed, routed);
}

TEST(Powers, WhatIsNotInTheTableIsNobodys) {
  EXPECT_EQ(reach_of(registry::Role::administrator, "DELETE", "/v1/schools"), Reach::nobody);
}

TEST(Powers, OnlyCommandsThatChangeSomethingNeedAnIdempotencyKeyAndNoneIsOpenToAll) {
  for (const Route& route : routes()) {
    const Reach reach = reach_of(registry::Role::anyone, route.method, route.pattern);
    if (route.needs_idempotency_key) {
      EXPECT_EQ(reach, Reach::nobody) << route.pattern;
    }
    const bool changes_a_session = !route.pattern.starts_with("/v1/");
    // What is shown once is not kept under a key.
    const bool is_shown_once = route.pattern == "/v1/tokens" ||
                               route.pattern == "/v1/me/second-factor" ||
                               route.pattern == "/v1/me/second-factor/confirmation";
    const bool changes_nothing = changes_a_session || is_shown_once ||
                                 route.pattern == "/v1/checks" || route.pattern == "/v1/impact" ||
                                 route.pattern == "/log/prove";
    // A page's form carries the key of the API's route that it asks, as one of its fields.
    const bool is_form = route.body_types.find("multipart/form-data") != std::string_view::npos;
    if (route.method == "POST" && !changes_nothing && !is_form) {
      EXPECT_TRUE(route.needs_idempotency_key) << route.pattern;
    }
  }
}

TEST(Powers, AnAuditorReadsWhatACaseOfficerReadsAndChangesNothing) {
  using registry::Role;
  for (const Power& power : powers()) {
    const Reach reach = reach_of(Role::auditor, power.method, power.pattern);
    if (power.method == "GET") {
      EXPECT_EQ(reach, reach_of(Role::case_officer, power.method, power.pattern)) << power.pattern;
    } else if (reach != Reach::nobody) {
      EXPECT_NE(reach_of(Role::provider, power.method, power.pattern), Reach::nobody);
      EXPECT_NE(reach_of(Role::commissioner, power.method, power.pattern), Reach::nobody);
    }
  }
}

TEST(Powers, OwnReachesOnesOwnOrganisationAlone) {
  Request request;
  request.caller.organisation_id = "org_a";
  request.reach = Reach::own;
  EXPECT_TRUE(request.may_reach("org_a"));
  EXPECT_FALSE(request.may_reach("org_b"));
  EXPECT_FALSE(request.may_reach(""));
  request.caller.organisations = {"org_c"};  // a partnership's council
  EXPECT_TRUE(request.may_reach("org_c"));
  EXPECT_FALSE(request.may_reach("org_b"));
  request.reach = Reach::all;
  EXPECT_TRUE(request.may_reach("org_b"));
  request.reach = Reach::nobody;
  EXPECT_FALSE(request.may_reach("org_a"));
}

}  // namespace
}  // namespace assize::api
