// Every route of the running program, as every role, held to the table of powers; and what is
// others', which is as if it were not there.
#include <algorithm>
#include <chrono>
#include <regex>
#include <thread>

#include "api/access/powers.h"
#include "api/http/message/percent_encoding.h"
#include "api/routes/routes.h"
#include "registry/filings/london_date.h"
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

// An object of somebody's, at its address or in a body, and somebody of the same role whose it is
// not.
struct Object {
  std::string method;
  std::string pattern;
  std::string path;
  std::string other;       // a role's name among the market's tokens
  std::string owner = "";  // to whom it is shown; "" where seeing it changes something
  std::string type = "application/json";
  std::string body = "";
};

class OwnObjects : public Walk {
 protected:
  static RawReply post(const std::string& role, const std::string& path, const std::string& type,
                       const std::string& body) {
    return ask(port(), "POST", path,
               market_->bearer(role) + "Content-Type: " + type + "\r\n" + new_key(), body);
  }
  static std::string made(const std::string& role, const std::string& path, const std::string& type,
                          const std::string& body) {
    const RawReply reply = post(role, path, type, body);
    EXPECT_EQ(reply.status, 201) << path << ": " << reply.body;
    const std::string id = member(reply, "id");
    if (!id.empty()) return id;
    const std::size_t at = reply.body.find("\"id\":\"") + 6;  // of a part
    return reply.body.substr(at, reply.body.find('"', at) - at);
  }
  static std::string day_after(int days) {
    return registry::london_date(registry::system_clock()()).plus_days(days).text();
  }
  static std::string framework() {
    return R"({"id":"WALKED","title":"Places","buyer":{"name":"The regulator"},"opens":")" +
           day_after(0) + R"(","closes":")" + day_after(9) + R"(","begins":")" + day_after(20) +
           R"(","ends":")" + day_after(900) +
           R"(","lots":[{"id":"L1","title":"Day","need":"ANY","provision":"day",)"
           R"("region":"national","age_from":0,"age_to":25}]})";
  }
  static std::string particulars() {
    return R"({"name":"Walked School","type":"10","la":"205","street":"1 Mill Road",)"
           R"("town":"London","postcode":"W6 9JU","age_from":5,"age_to":16,"gender":"Mixed",)"
           R"("capacity":40,"needs":["ASD"],"provision":["day"],"premises":"Let",)"
           R"("headteacher_post":"vacant","opens_on":")" +
           day_after(90) + R"("})";
  }
  static std::string application() {
    return R"({"provider":")" + std::string(own_provider) + R"(","particulars":)" + particulars() +
           "}";
  }
  static std::string placement(const std::string& reference) {
    return "reference,urn,line,need,provision,start,basis,annual_price,education,care,health,"
           "end\n" +
           reference + ",900001,ASD-DAY,ASD,day,2026-09-01,spot,45000.00,40000.00,5000.00,0.00,\n";
  }
  // What a page's form sends of a file that names a council.
  static std::string placements_form(const std::string& council) {
    const std::string part = "--XX\r\nContent-Disposition: form-data; name=\"";
    const std::string file =
        "council,reference,urn,line,need,provision,start,basis,annual_price,education,care,"
        "health\n" +
        council + ",OWN-3,900001,ASD-DAY,ASD,day,2026-09-01,spot,45000.00,40000.00,5000.00,0.00\n";
    return part + "do\"\r\n\r\nfile\r\n" + part + "form_key\"\r\n\r\nown-3\r\n" + part +
           "file\"; filename=\"a.csv\"\r\n\r\n" + file + "\r\n--XX--\r\n";
  }
  static std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
  }
  // The id of the first that the list shows to that role.
  static std::string first_id(const std::string& role, const std::string& list) {
    const RawReply reply = get(list, market_->bearer(role));
    const std::size_t at = reply.body.find("\"id\":\"");
    EXPECT_NE(at, std::string::npos) << list << reply.body;
    return at == std::string::npos ? "" : reply.body.substr(at + 6, 26);
  }
  // The account of somebody's of the regulator, as the administrator sees it.
  static std::string first_account(const std::string& list) {
    const RawReply reply = get(list, market_->bearer("administrator"));
    const std::string start = "\"account\":\"";
    const std::size_t at = reply.body.find(start);
    EXPECT_NE(at, std::string::npos) << list << reply.body;
    return at == std::string::npos ? "" : reply.body.substr(at + start.size(), 36);
  }
  // Of the first entry on the subject, once it has its place in the log.
  static std::string leaf_of(const std::string& subject) {
    for (int tries = 0; tries < 100; ++tries) {
      const RawReply found = get("/v1/log?subject=" + subject);
      const std::size_t at = found.body.find("\"leaf\":\"");
      if (at != std::string::npos) return found.body.substr(at + 8, 64);
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ADD_FAILURE() << "nothing in the log on " << subject;
    return "";
  }
  static std::vector<Object> objects();
};

std::vector<Object> OwnObjects::objects() {
  const std::string csv = "text/csv";
  const std::string json = "application/json";
  const std::string form = "application/x-www-form-urlencoded";
  const RawReply filed = file("provider", fee_file(own_school, "58123.00"), new_key());
  EXPECT_EQ(filed.status, 201) << filed.body;
  const std::string filing = "/v1/filings/" + member(filed, "id");
  const std::string leaf = leaf_of("filing/" + member(filed, "id"));
  const std::string returns = "/v1/returns/" + std::string(own_provider);
  const std::string one_return =
      returns + "/" +
      made("provider", "/v1/returns", csv, return_file(own_provider, "2019", "2000.00"));
  EXPECT_EQ(post("commissioner", "/v1/placements?council=383", csv, placement("OWN-1")).status,
            201);
  // A rise, of which the council with a child there is told.
  const std::string this_year = fee_header + fee_row(own_school, "40000.00", "AT-RISE");
  const std::string next_year = replaced(fee_header + fee_row(own_school, "41000.00", "AT-RISE"),
                                         "2026-09-01,2027-08-31", "2027-09-01,2028-08-31");
  EXPECT_EQ(file("provider", this_year, new_key()).status, 201);
  EXPECT_EQ(post("commissioner", "/v1/placements?council=383", csv,
                 replaced(placement("OWN-4"), "ASD-DAY", "AT-RISE"))
                .status,
            201);
  EXPECT_EQ(file("provider", next_year, new_key()).status, 201);
  const std::string increase = "/v1/increases/" + first_id("commissioner", "/v1/increases");
  const std::string one_case = "/v1/cases/" + first_id("provider", "/v1/cases");
  EXPECT_EQ(
      post("provider", one_case + "/documents?name=why.csv", csv, "why,who\nwages,staff\n").status,
      201);
  const std::string need =
      R"({"council":"383","reference":"W-1","need":"ASD","provision":"day","age":12,"freeze":true})";
  const std::string notice =
      R"({"urn":"900001","last_day":"2031-07-31","reason":"the lease ends"})";
  const std::string list = made("commissioner", "/v1/tailored-lists", json, need);
  const std::string exit = made("provider", "/v1/exit-notices", json, notice);
  const std::string applied =
      "/v1/applications/" + made("provider", "/v1/applications", json, application());
  EXPECT_EQ(post("approver", "/v1/frameworks", json, framework()).status, 201);
  const std::string lot = "/v1/frameworks/WALKED/lots/L1/applications";
  const std::string lots = "/v1/frameworks/{id}/lots/{lot}/applications";
  EXPECT_EQ(post("provider", lot, json, R"({"urn":"900001"})").status, 201);
  const std::string person = "/v1/people/" + first_account("/v1/people");
  const std::string token = "/v1/tokens/" + first_account("/v1/tokens") + "/revocation";
  const std::string invited = made("administrator", "/v1/invitations", json,
                                   R"({"name":"Di","email":"di@example.org","role":"approver"})");
  const std::string elsewhere = R"({"organisation":"org_regulator","name":"Di",)"
                                R"("email":"di@example.org","role":"approver"})";
  return {
      {"GET", "/v1/filings/{id}", filing, "other_provider", "provider"},
      {"GET", "/v1/filings/{id}/receipt", filing + "/receipt", "other_provider", "provider"},
      {"GET", "/v1/filings/{id}/opening", filing + "/opening", "other_provider", "provider"},
      {"GET", "/v1/receipts/{leaf}", "/v1/receipts/" + leaf, "other_provider", "provider"},
      {"GET", "/v1/returns/{provider}", returns, "other_provider", "provider"},
      {"GET", "/v1/returns/{provider}/{id}", one_return, "other_provider", "provider"},
      {"GET", "/v1/placements/{council}/{reference}", "/v1/placements/383/OWN-1",
       "other_commissioner", "commissioner"},
      {"GET", "/v1/exit-notices/{id}", "/v1/exit-notices/" + exit, "other_commissioner",
       "commissioner"},
      {"GET", "/v1/tailored-lists/{id}", "/v1/tailored-lists/" + list, "other_commissioner",
       "commissioner"},
      {"GET", "/council/lists/{id}", "/council/lists/" + list, "other_commissioner",
       "commissioner"},
      {"GET", "/council/exits/{id}", "/council/exits/" + exit, "other_commissioner",
       "commissioner"},
      {"POST", "/council/placements", "/council/placements", "other_commissioner", "",
       "multipart/form-data; boundary=XX", placements_form("383")},
      {"GET", "/v1/applications/{id}", applied, "other_provider", "provider"},
      {"GET", lots + "/{urn}", lot + "/900001", "other_provider", "provider"},
      {"GET", "/v1/organisations/{id}", "/v1/organisations/org_council_383", "other_commissioner",
       "commissioner"},
      {"GET", "/v1/cases/{id}", one_case, "other_provider", "provider"},
      {"GET", "/v1/cases/{id}/documents/{number}", one_case + "/documents/1", "other_provider",
       "provider"},
      {"POST", "/v1/cases/{id}/steps", one_case + "/steps", "other_provider", "", json,
       R"({"step":"note","words":"ours"})"},
      {"POST", "/v1/cases/{id}/documents", one_case + "/documents?name=a.csv", "other_provider", "",
       csv, "why,who\nours,us\n"},
      {"GET", "/v1/increases/{id}", increase, "other_commissioner", "commissioner"},
      {"POST", "/v1/increases/{id}/answers", increase + "/answers", "other_commissioner", "", json,
       R"({"position":"accepted"})"},
      {"GET", "/provider/filings/{id}", "/provider/filings/" + member(filed, "id"),
       "other_provider"},
      {"POST", "/provider/fees", "/provider/fees", "other_provider", "", form,
       "do=file&declared=yes&fees=" + percent_encoded(fee_file(own_school, "58125.00"))},
      {"POST", "/provider/places", "/provider/places", "other_provider", "", form,
       "urn=900001&need=ASD&provision=day&age_from=11&age_to=16&vacancies=1"},
      {"POST", "/v1/filings", "/v1/filings", "other_provider", "", csv,
       fee_file(own_school, "58124.00")},
      {"POST", "/v1/returns", "/v1/returns", "other_provider", "", csv,
       return_file(own_provider, "2018", "2000.00")},
      {"POST", "/v1/places", "/v1/places", "other_provider", "", csv,
       "urn,need,provision,age_from,age_to,vacancies\n900001,ASD,day,11,16,1\n"},
      {"POST", "/v1/placements", "/v1/placements?council=383", "other_commissioner", "", csv,
       placement("OWN-2")},
      {"POST", "/v1/exit-notices", "/v1/exit-notices", "other_provider", "", json, notice},
      {"POST", "/v1/tailored-lists", "/v1/tailored-lists", "other_commissioner", "", json, need},
      {"POST", "/v1/applications", "/v1/applications", "other_provider", "", json, application()},
      {"POST", "/v1/applications/{id}/answers", applied + "/answers", "other_provider", "", json,
       R"({"answer":"Yes."})"},
      {"POST", "/v1/applications/{id}/withdrawals", applied + "/withdrawals", "other_provider", "",
       json, R"({"reason":"sold"})"},
      {"POST", lots, lot, "other_provider", "", json, R"({"urn":"900001"})"},
      {"POST", "/v1/people/{account}/changes", person + "/changes", "provider", "", json,
       R"({"role":"auditor"})"},
      {"POST", "/v1/people/{account}/removal", person + "/removal", "commissioner", "", json, "{}"},
      {"POST", "/v1/invitations", "/v1/invitations", "provider", "", json, elsewhere},
      {"POST", "/v1/invitations/{id}/withdrawal", "/v1/invitations/" + invited + "/withdrawal",
       "approver", "", json, "{}"},
      {"POST", "/v1/tokens/{account}/revocation", token, "provider", "", json, "{}"},
  };
}

// What can only be the caller's own, since nothing in the request names an object.
bool names_no_object(const Route& route) {
  return route.pattern.starts_with("/v1/me") || route.pattern == "/v1/tokens" ||
         route.pattern == "/council/lists" ||
         (route.method == "GET" && (route.pattern.find('{') == std::string_view::npos ||
                                    route.pattern.ends_with("/applications")));
}

TEST_F(OwnObjects, EachIsShownToItsOwnAndIsToOthersAsIfItWereNotThere) {
  const std::vector<Object> all = objects();
  for (const Route& route : routes()) {
    bool is_held_to_own = false;
    for (const registry::Role role : {registry::Role::provider, registry::Role::commissioner,
                                      registry::Role::case_officer, registry::Role::approver}) {
      is_held_to_own |= reach_of(role, route.method, route.pattern) == Reach::own;
    }
    if (!is_held_to_own || names_no_object(route)) continue;
    const auto is_of_route = [&](const Object& object) {
      return object.method == route.method && object.pattern == route.pattern;
    };
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), is_of_route))
        << "give an object of another's for " << route.method << " " << route.pattern;
  }
  for (const Object& object : all) {
    const std::string what = object.method + " " + object.path + " as ";
    if (!object.owner.empty()) {
      EXPECT_EQ(get(object.path, market_->bearer(object.owner)).status, 200)
          << what << object.owner;
      EXPECT_EQ(get(object.path, market_->bearer("auditor")).status, 200) << what << "auditor";
    }
    const RawReply reply = object.method == "GET"
                               ? get(object.path, market_->bearer(object.other))
                               : post(object.other, object.path, object.type, object.body);
    if (object.method == "GET") {
      EXPECT_EQ(reply.status, 404) << what << object.other << reply.body;
    } else {
      EXPECT_TRUE(reply.status == 403 || reply.status == 404 || reply.status == 422)
          << what << object.other << ": " << reply.status << reply.body;
    }
  }
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
