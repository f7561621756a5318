// Every change leaves an entry: each command and each route of the program's own tables is tried on
// a real database, and whoever changes rows without an entry is named. A command or route that has
// no example here fails, so that a new one cannot be forgotten. And what the entries hold is
// listed, field by field, so that nothing personal or confidential comes in unseen.
#include <gtest/gtest.h>

#include <signal.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "api/command_line/commands.h"
#include "api/http/message/percent_encoding.h"
#include "api/routes/routes.h"
#include "audit/entry/canonical_json.h"
#include "registry/filings/london_date.h"
#include "registry/log/log_history.h"
#include "registry/log/mentions.h"
#include "tests/api/crash/nodes.h"
#include "tests/api/support/samples.h"
#include "tests/api/support/walked_cases.h"

namespace assize::api::testing {
namespace {

enum class Changes { nothing, rows };
enum class Works { with_database, without };

// FILES is a folder of sample files, FILING, ACCOUNT, MEMBER and KEY what was made before.
struct CommandExample {
  const char* command;
  const char* arguments;
  Changes changes;
  Works works = Works::with_database;
};
constexpr CommandExample command_examples[] = {
    {"demo", "--schools 2 --seed 7", Changes::rows},  // first, since it wants an empty register
    {"import gias", "FILES/gias.csv", Changes::rows},
    {"import section41", "FILES/section41.csv", Changes::rows},
    {"import ownership", "FILES/ownership.csv", Changes::rows},
    {"import links", "FIXTURES/links.csv", Changes::rows},
    {"rule-book publish", "FILES/book.json", Changes::rows},
    {"rule-book check", "FILES/rule_book.json", Changes::nothing, Works::without},
    {"rule-book list", "", Changes::nothing},
    {"token create", "--role approver --organisation Jane-Doe-Partners --label Jane-Does-laptop",
     Changes::rows},
    {"file", "FILES/own_fees.csv", Changes::rows},
    {"filing show", "FILING", Changes::nothing},
    {"replay", "--all", Changes::nothing},
    {"import inspections", "FILES/inspections.csv", Changes::rows},
    {"import postcodes", "FIXTURES/ons_postcodes.csv", Changes::rows},
    {"import refusals", "", Changes::nothing},
    {"register correct", "900001 --set capacity=61 --reason because", Changes::rows},
    {"register show", "900001", Changes::nothing},
    {"register history", "900001", Changes::nothing},
    {"register export", "", Changes::nothing},
    {"catalogue export", "", Changes::nothing},
    {"compare", "900001", Changes::nothing},
    {"spending", "", Changes::nothing},
    {"impact", "--draft FILES/rule_book.json", Changes::nothing},
    {"check", "FILES/own_fees.csv --rule-book FILES/rule_book.json", Changes::nothing,
     Works::without},
    {"returns check", "FIXTURES/../returns/returns.csv --rule-book FILES/rule_book.json",
     Changes::nothing, Works::without},
    {"market check", "FIXTURES/../market/facts.json --rule-book FILES/rule_book.json",
     Changes::nothing, Works::without},
    {"returns file", "FILES/returns.csv", Changes::rows},
    {"framework publish", "FILES/framework.json", Changes::rows},
    {"framework list", "", Changes::nothing},
    {"framework apply", "F-1 L1 900001 --statement Jane-Doe-asks", Changes::rows},
    {"framework decide", "F-1 L1 900001 refused --reasons Jane-Doe-was-rude", Changes::rows},
    {"framework applications", "F-1 L1", Changes::nothing},
    {"framework show", "F-1", Changes::nothing},
    {"publish ocds", "", Changes::nothing},
    {"publish csv-metadata", "", Changes::nothing},
    {"returns export", "", Changes::nothing},
    {"places state", "FILES/places.csv", Changes::rows},
    {"placements import", "FILES/placements.csv --council 205", Changes::rows},
    {"placements list", "", Changes::nothing},
    {"placements export", "", Changes::nothing},
    {"exit notify", "--school 900001 --last-day 2030-07-31 --reason ends", Changes::rows},
    {"exit list", "", Changes::nothing},
    {"exit show", "EXIT", Changes::nothing},
    {"tailored-list make", "FILES/need_profile.json", Changes::rows},
    {"tailored-list list", "", Changes::nothing},
    {"tailored-list show", "TAILORED", Changes::nothing},
    {"application apply", "FILES/particulars.json --provider GB-COH-ZZ000001", Changes::rows},
    {"application withdraw", "APPLICATION --reason Jane-Doe-left", Changes::rows},
    {"application apply", "FILES/particulars.json --provider GB-COH-ZZ000001", Changes::rows},
    {"application ask", "APPLICATION --question Why-Jane-Doe?", Changes::rows},
    {"application answer", "APPLICATION --answer Jane-Doe-left", Changes::rows},
    {"application decide", "APPLICATION accepted --condition TERMS", Changes::rows},
    {"application urn", "APPLICATION 999001", Changes::rows},
    {"application apply", "FILES/particulars.json --provider GB-COH-ZZ000001", Changes::rows},
    {"application list", "", Changes::nothing},
    {"application show", "APPLICATION", Changes::nothing},
    {"registration remind", "", Changes::rows},
    {"registration conditions", "", Changes::nothing},
    {"registration end", "STANDING lifted --reasons Jane-Doe-came", Changes::rows},
    {"registration record", "900001 suspended --reasons Jane-Doe-left", Changes::rows},
    {"registration record", "900001 reinstated --reasons Jane-Doe-came", Changes::rows},
    {"registration show", "900001", Changes::nothing},
    {"control record",
     "--school 900001 --controller GB-COH-ZZ000009 --name Jane-Doe-Ltd --kind company --reason sold"
     " --connected GB-COH-ZZ000008:rent:Doe-Estates",
     Changes::rows},
    {"control show", "--school 900001", Changes::nothing},
    {"case list", "", Changes::nothing},
    {"case show", "CASE", Changes::nothing},
    {"case assign", "CASE --owner acc_local", Changes::rows},
    {"case note", "CASE --words Jane-Doe-rang", Changes::rows},
    {"case document", "CASE FILES/own_fees.csv", Changes::rows},
    {"case decide", "approved CASE --words Jane-Doe-is-content", Changes::rows},
    {"case object", "OTHER-ONE --words Jane-Doe-asks-why", Changes::rows},
    {"case decide-appeal", "approved APPEALED --words Jane-Doe-is-right", Changes::rows},
    {"market run", "", Changes::rows},
    {"market flags", "", Changes::nothing},
    {"rules list", "", Changes::nothing, Works::without},
    {"log key show", "", Changes::nothing},
    {"log show", "--subject school/900001", Changes::nothing},
    {"log export", "--out FILES/log", Changes::nothing},
    {"log prove", "--receipt FILES/receipt.json", Changes::nothing},
    {"log verify", "--source FILES/log --key KEY", Changes::nothing, Works::without},
    {"log witness", "--source FILES/log --key KEY --state FILES/witness.state", Changes::nothing,
     Works::without},
    {"log open", "--entry FILES/entry.json --body FILES/book.json --random RANDOM",
     Changes::nothing, Works::without},
    {"log key rotate", "", Changes::rows},
    {"token revoke", "ACCOUNT", Changes::rows},
    {"organisation add", "--kind partnership --name Jane-Doe --la 301 --la 302", Changes::rows},
    {"organisation list", "", Changes::nothing},
    {"person invite", "--name Jane-Doe --email jane.doe@example.org --role approver",
     Changes::rows},
    {"person list", "", Changes::nothing},
    {"person forget-second-factor", "case.officer@demo.invalid", Changes::nothing},
    {"person remove", "MEMBER", Changes::rows},
};
// What they change is changed by the routes.
const std::set<std::string> commands_that_serve = {"serve"};

struct RouteExample {
  const char* pattern;
  const char* type;
  Changes changes;
  const char* query = "";
  // Who asks here has a token; what wants a person who is signed in, or the secret of an e-mail, is
  // refused with this, and shown in its own tests.
  int refused = 0;
};
constexpr RouteExample route_examples[] = {
    {"/v1/filings", "text/csv", Changes::rows},
    {"/v1/drafts", "application/json", Changes::rows},
    {"/v1/drafts/{id}/steps", "application/json", Changes::rows},
    {"/v1/increases/{id}/answers", "application/json", Changes::rows},
    {"/v1/returns", "text/csv", Changes::rows},
    {"/v1/places", "text/csv", Changes::rows},
    {"/v1/placements", "text/csv", Changes::rows, "?council=205"},
    {"/v1/exit-notices", "application/json", Changes::rows},
    {"/v1/tailored-lists", "application/json", Changes::rows},
    {"/v1/applications", "application/json", Changes::rows},
    {"/v1/applications/{id}/questions", "application/json", Changes::rows},
    {"/v1/applications/{id}/answers", "application/json", Changes::rows},
    {"/v1/applications/{id}/decisions", "application/json", Changes::rows},
    {"/v1/applications/{id}/withdrawals", "application/json", Changes::rows},
    {"/v1/applications/{id}/urn", "application/json", Changes::rows},
    {"/v1/schools/{urn}/registration", "application/json", Changes::rows},
    {"/v1/conditions/{id}/outcomes", "application/json", Changes::rows},
    {"/v1/schools/{urn}/ownership", "application/json", Changes::rows},
    {"/v1/providers/{id}/control", "application/json", Changes::rows},
    {"/v1/cases/steps", "application/json", Changes::rows},
    {"/v1/cases/{id}/steps", "application/json", Changes::rows},
    {"/v1/cases/{id}/documents", "text/csv", Changes::rows, "?name=why.csv"},
    {"/v1/market/runs", "", Changes::rows},
    {"/v1/frameworks", "application/json", Changes::rows},
    {"/v1/frameworks/{id}/lots/{lot}/applications", "application/json", Changes::rows},
    {"/v1/frameworks/{id}/lots/{lot}/applications/{urn}/decisions", "application/json",
     Changes::rows},
    {"/v1/schools/{urn}/corrections", "application/json", Changes::rows},
    {"/v1/checks", "text/csv", Changes::nothing},
    {"/v1/impact", "application/json", Changes::nothing},
    {"/log/prove", "application/json", Changes::nothing},
    // A council's forms: what they change they ask of the API's routes, which are above.
    {"/council/lists", "application/x-www-form-urlencoded", Changes::nothing, "", 403},
    {"/council/placements", "application/x-www-form-urlencoded", Changes::nothing, "", 403},
    // A provider's alone; what they change is changed through the API's routes, which are above.
    {"/provider/fees", "application/x-www-form-urlencoded", Changes::nothing, "", 403},
    {"/provider/places", "application/x-www-form-urlencoded", Changes::nothing, "", 403},
    // The regulator's forms, as they are refused: what they change they ask of the API's routes
    // too.
    {"/queue/steps", "application/x-www-form-urlencoded", Changes::nothing, "", 422},
    {"/queue/{id}/steps", "application/x-www-form-urlencoded", Changes::nothing, "", 400},
    {"/queue/{id}/documents", "application/x-www-form-urlencoded", Changes::nothing, "", 422},
    {"/v1/me/account", "application/json", Changes::nothing, "", 403},
    {"/v1/me/password", "application/json", Changes::nothing, "", 403},
    {"/v1/me/second-factor", "application/json", Changes::nothing, "", 403},
    {"/v1/me/second-factor/confirmation", "application/json", Changes::nothing, "", 403},
    {"/v1/me/second-factor/removal", "application/json", Changes::nothing, "", 403},
    {"/v1/organisations", "application/json", Changes::rows},
    {"/v1/people/{account}/changes", "application/json", Changes::rows},
    {"/v1/people/{account}/removal", "application/json", Changes::rows},
    {"/v1/invitations", "application/json", Changes::rows},
    {"/v1/invitations/{id}/withdrawal", "application/json", Changes::rows},
    {"/v1/tokens", "application/json", Changes::nothing, "", 403},
    {"/v1/tokens/{account}/revocation", "application/json", Changes::rows},
    {"/sign-in", "application/json", Changes::nothing, "", 401},
    {"/sign-in/code", "application/json", Changes::nothing, "", 401},
    {"/password/forgotten", "application/json", Changes::nothing},
    {"/password/reset", "application/json", Changes::nothing, "", 422},
    {"/invitations/acceptance", "application/json", Changes::nothing, "", 422},
    {"/sign-out", "application/json", Changes::nothing},
    {"/demo/sign-in", "application/json", Changes::nothing},
    {"/the-log/receipts", "application/x-www-form-urlencoded", Changes::nothing},
    {"/check-fees", "multipart/form-data; boundary=XX", Changes::nothing},
};

// Each action with the fields of its public part, and what may stand in each.
constexpr const char* own_provider = "GB-COH-ZZ000001";
constexpr const char* hash = "[0-9a-f]{64}";
constexpr const char* number = "[0-9]+";
constexpr const char* standing_condition =
    "SELECT MAX(imposed.id) FROM registration_event AS imposed LEFT JOIN registration_event AS"
    " ended ON ended.condition_id = imposed.id WHERE imposed.event = 'condition_imposed'"
    " AND ended.id IS NULL";
constexpr const char* urn = "[0-9]{6}";
constexpr const char* code = "[a-z0-9_]{1,40}";
constexpr const char* day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
constexpr const char* edition = "[A-Za-z0-9._-]{1,40}";
constexpr const char* ulid = "[0-9A-HJKMNP-TV-Z]{26}";
constexpr const char* organisation_id = "GB-[A-Z]{3,5}-[A-Z0-9]{6,8}";
constexpr const char* organisation = "org_[A-Za-z0-9_-]{1,60}";
const std::map<std::string, std::map<std::string, const char*>> vocabulary = {
    {"token.issued", {{"organisation", organisation}, {"role", code}}},
    {"token.revoked", {}},
    {"organisation.registered", {{"organisation", organisation}, {"kind", code}}},
    {"member.invited", {{"organisation", organisation}, {"role", code}, {"manages", "true|false"}}},
    {"invitation.withdrawn",
     {{"organisation", organisation}, {"role", code}, {"manages", "true|false"}}},
    {"membership.changed",
     {{"organisation", organisation}, {"role", code}, {"manages", "true|false"}}},
    {"membership.ended", {{"organisation", organisation}}},
    {"membership.begun",
     {{"organisation", organisation}, {"role", code}, {"manages", "true|false"}}},
    {"log.key_rotated",
     {{"from", "[!-~]{40,300}"},
      {"to", "[!-~]{40,300}"},
      {"signature", "[A-Za-z0-9+/=]{88}"},
      {"countersignature", "[A-Za-z0-9+/=]{88}"}}},
    {"return.filed", {{"status", code}}},
    {"framework",
     {{"framework", edition},
      {"edition", number},
      {"sha256", hash},
      {"reason_sha256", hash},
      {"opens", day},
      {"closes", day},
      {"begins", day},
      {"ends", day}}},
    {"lot",
     {{"framework", edition}, {"lot", edition}, {"status", code}, {"on", day}, {"urn", urn}}},
    {"placements.recorded", {{"added", number}, {"ended", number}, {"corrected", number}}},
    {"places.stated",
     {{"places[].urn", urn},
      {"places[].need", "[A-Z*]{1,4}"},
      {"places[].provision", code},
      {"places[].age_from", number},
      {"places[].age_to", number},
      {"places[].vacancies", number},
      {"places[].stated", day}}},
    {"exit.notified",
     {{"urn", "[0-9]{6}"},
      {"need", "[A-Z]{1,4}"},
      {"provision", code},
      {"age_from", number},
      {"age_to", number},
      {"last_day", day},
      {"withdraws", "[0-9A-Z]{26}"}}},
    {"tailored_list.frozen", {{"council", "[0-9]{3}"}, {"checkpoint_size", number}}},
    {"market.assessed",
     {{"at", day},
      {"edition", edition},
      {"found.MKT-01", number},
      {"found.MKT-02", number},
      {"found.MKT-05", number},
      {"found.MKT-06", number},
      {"found.MKT-07", number},
      {"opened", number},
      {"changed", number},
      {"closed", number}}},
    {"increases.told", {{"increases", number}, {"filing", "[0-9A-HJKMNP-TV-Z]{26}"}}},
    {"increase.answered", {}},
    {"draft", {{"state", code}}},
    {"cases.opened", {{"cases", number}, {"filing", "[0-9A-HJKMNP-TV-Z]{26}"}}},
    {"application", {{"status", code}, {"urn", urn}}},
    {"registration",
     {{"application", ulid},
      {"condition", ulid},
      {"due", day},
      {"id", ulid},
      {"on", day},
      {"urn", urn}}},
    {"control.changed",
     {{"connected[].party", organisation_id},
      {"connected[].relation", code},
      {"controller", organisation_id},
      {"from", day},
      {"id", ulid},
      {"owner_kind", code},
      {"provider", organisation_id},
      {"urn", urn}}},
    {"case",
     {{"state", code},
      {"disposition", code},
      {"lines.in_effect", number},
      {"lines.refused", number},
      {"published.lines", number},
      {"published.schools", number},
      {"published.sha256", hash},
      {"published.urns[]", urn}}},
    {"school.corrected",
     {{"changes[].column", code},
      {"changes[].from", "[ -~]{0,300}"},
      {"changes[].to", "[ -~]{0,300}"},
      {"holds_from", "null|[0-9]{4}-[0-9]{2}-[0-9]{2}"},
      {"holds_to", "null|[0-9]{4}-[0-9]{2}-[0-9]{2}"},
      {"id", "[0-9A-HJKMNP-TV-Z]{26}"},
      {"reason", "[ -~]{1,2000}"},
      {"urn", "[0-9]{6}"}}},
    {"rule_book.published", {{"edition", edition}, {"sha256", hash}, {"status", code}}},
    {"register.imported",
     {{"kind", code},
      {"file_sha256", hash},
      {"rows", number},
      {"added", number},
      {"changed", number},
      {"closed", number},
      {"refused", number}}},
    {"filing",
     {{"choice", code},
      {"edition", edition},
      {"filed", day},
      {"status", code},
      {"lines.in_effect", number},
      {"lines.held", number},
      {"lines.refused", number},
      {"published.lines", number},
      {"published.schools", number},
      {"published.sha256", hash},
      {"published.urns[]", urn}}},
};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

void add_leaves(const CLI::App& app, const std::string& path, std::vector<std::string>& leaves) {
  const auto below = app.get_subcommands([](const CLI::App*) { return true; });
  if (below.empty()) leaves.push_back(path);
  for (const CLI::App* each : below) {
    add_leaves(*each, path.empty() ? each->get_name() : path + " " + each->get_name(), leaves);
  }
}

std::vector<std::string> commands_of_program() {
  CLI::App program;
  Work chosen;
  for (const AddCommand add : commands) add(program, chosen);
  std::vector<std::string> leaves;
  add_leaves(program, "", leaves);
  return leaves;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::string places(const std::string& vacancies) {
  return "urn,need,provision,age_from,age_to,vacancies\n900001,ASD,day,11,16," + vacancies + "\n";
}

constexpr const char* need_profile =
    R"({"council":"383","reference":"N-1","need":"ASD","provision":"day","age":12,"freeze":true})";

// Open today.
std::string framework(const std::string& id) {
  const pricing::Date today = registry::london_date(registry::system_clock()());
  return R"({"id":")" + id + R"(","title":"Places","buyer":{"name":"The regulator"},"opens":")" +
         today.text() + R"(","closes":")" + today.plus_days(9).text() + R"(","begins":")" +
         today.plus_days(20).text() + R"(","ends":")" + today.plus_days(900).text() +
         R"(","lots":[{"id":"L1","title":"Day","need":"ANY","provision":"day",
 "region":"national","age_from":0,"age_to":25}]})";
}

std::string placement(const std::string& reference) {
  return "reference,urn,line,need,provision,start,basis,annual_price,education,care,health,end\n" +
         reference + ",900001,ASD-DAY,ASD,day,2026-09-01,spot,45000.00,40000.00,5000.00,0.00,\n";
}

std::string particulars(const std::string& name) {
  const pricing::Date today = registry::london_date(registry::system_clock()());
  return R"({"name":")" + name +
         R"(","type":"10","la":"205","street":"1 Doe Road","town":"London","postcode":"W6 9JU",)"
         R"("age_from":5,"age_to":16,"gender":"Mixed","capacity":40,"needs":["ASD"],)"
         R"("provision":["day"],"premises":"Let by Jane Doe","headteacher_post":"vacant",)"
         R"("opens_on":")" +
         today.plus_days(90).text() + R"("})";
}

// Due within the fortnight, so that it is reminded of.
std::string due_soon() {
  return registry::london_date(registry::system_clock()()).plus_days(5).text();
}

class EveryChange : public ::testing::Test {
 protected:
  EveryChange() {
    EXPECT_EQ(run({"demo", "--schools", "12", "--seed", "1", "--out", files_}).status, 0);
    nodes_.folder().file("files/own_fees.csv", fee_file("900001", "51000.00"));
    nodes_.folder().file("files/book.json", small_book("walked.0"));
    audit::Entry committing;
    committing.action = "filing.held";
    committing.actor = "acc_walked";
    committing.subject = "filing/walked";
    committing.body_sha256 = std::string(64, '0');
    nodes_.folder().file("files/entry.json", audit::entry_text(committing));
    nodes_.folder().file("files/framework.json", framework("F-1"));
    nodes_.folder().file("files/need_profile.json", need_profile);
    nodes_.folder().file("files/particulars.json", particulars("Elm House"));
    nodes_.folder().file("files/inspections.csv",
                         "urn,body,date,outcome\n900001,Ofsted,2026-01-21,good\n");
    nodes_.folder().file("files/places.csv", places("1"));
    nodes_.folder().file("files/placements.csv", placement("WALKED-1"));
    nodes_.folder().file("files/returns.csv", return_file(own_provider, "2025", "2000.00"));
    nodes_.sequence();
    nodes_.database().with_connection(
        [](registry::Connection& connection) { connection.execute("DELETE FROM school"); });
  }

  // A digest of every row that is not the log's own bookkeeping. Replies kept for a repeated
  // request are no change of the register.
  std::map<std::string, std::string> state() {
    static const std::set<std::string> bookkeeping = {
        "log_pending", "log_entry", "log_tile", "log_checkpoint", "lease", "idempotency",
        "schema_lease", "schema_migration", "session",
        // What tells who somebody is, and how often that was tried, is no change of the register.
        "password", "second_factor", "recovery_code", "attempt", "known_device", "password_reset",
        "token_use", "message"};
    return nodes_.database().with_connection([](registry::Connection& connection) {
      std::map<std::string, std::string> sums;
      for (const registry::Row& row : connection.query(
               "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
               " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')")) {
        const std::string& table = row.text(0);
        if (bookkeeping.contains(table)) continue;
        sums[table] = connection.query_one("CHECKSUM TABLE `" + table + "` EXTENDED")->text(1);
      }
      return sums;
    });
  }
  std::int64_t entries() {
    return nodes_.count(
        "SELECT (SELECT COUNT(*) FROM log_entry) + (SELECT COUNT(*) FROM log_pending)");
  }

  // Does `work`, and holds it to what it should change.
  template <typename Work>
  void hold_to(Changes expected, const std::string& what, const Work& work) {
    const auto before = state();
    const std::int64_t entries_before = entries();
    const std::string outcome = work();
    const auto after = state();
    std::string changed;
    for (const auto& [table, sum] : after) {
      const auto found = before.find(table);
      if (found == before.end() || found->second != sum) changed += table + " ";
    }
    EXPECT_EQ(!changed.empty(), expected == Changes::rows) << what << ": " << changed << outcome;
    if (!changed.empty()) {
      EXPECT_GT(entries(), entries_before)
          << what << " changes " << changed << "and leaves no entry in the log";
    }
  }

  std::string filled_in(std::string text) {
    replace_all(text, "FILES", files_);
    replace_all(text, "FIXTURES", std::string(ASSIZE_SOURCE_DIR) + "/tests/fixtures/register");
    replace_all(text, "RANDOM", std::string(32, '0'));
    replace_all(text, "KEY", nodes_.journal().key().verifier().text());
    replace_all(text, "TAILORED", value("SELECT MAX(id) FROM tailored_list"));
    replace_all(text, "TERMS", due_soon() + ":appoint-a-lead");
    replace_all(text, "APPLICATION", value("SELECT MAX(id) FROM register_application"));
    replace_all(text, "STANDING", value(standing_condition));
    replace_all(text, "APPEALED", appealed_case);
    replace_all(text, "OTHER-ONE", other_case);
    replace_all(text, "CASE", walked_case);
    replace_all(text, "EXIT", value("SELECT MAX(id) FROM exit_notice"));
    replace_all(text, "ACCOUNT",
                value("SELECT MAX(account.id) FROM account JOIN access_token "
                      "ON access_token.account_id = account.id "
                      "WHERE account.role = 'approver'"));
    replace_all(text, "MEMBER",
                value("SELECT MAX(id) FROM account WHERE role = 'auditor'"
                      " AND person_id IS NOT NULL"));
    replace_all(text, "FILING", value("SELECT MAX(id) FROM filing"));
    return text;
  }
  std::string value(const std::string& sql) {
    return nodes_.database().with_connection([&](registry::Connection& connection) {
      return connection.query_one(sql)->text_or_none(0).value_or("none");
    });
  }

  // What {id} stands for in a route's path.
  std::string id_of(const std::string& pattern) {
    if (pattern.starts_with("/v1/conditions")) return value(standing_condition);
    if (pattern.starts_with("/v1/providers")) return own_provider;
    if (pattern.ends_with("/withdrawals")) {
      return value("SELECT MAX(id) FROM register_application WHERE status = 'applied'");
    }
    if (pattern.starts_with("/v1/applications")) {
      return value("SELECT MAX(id) FROM register_application");
    }
    if (pattern.starts_with("/v1/cases") || pattern.starts_with("/queue")) return last_case;
    if (pattern.starts_with("/v1/increases")) return walked_case;
    if (pattern.starts_with("/v1/drafts")) return value("SELECT MAX(id) FROM rule_book_draft");
    return "F-2";
  }

  void run_example(const CommandExample& example) {
    if (std::string_view(example.command) == "case list") open_walked_cases(nodes_.database());
    std::vector<std::string> arguments = words_of(example.command);
    for (const std::string& word : words_of(filled_in(example.arguments))) {
      arguments.push_back(word);
    }
    hold_to(example.changes, example.command, [&] {
      const Outcome outcome =
          example.works == Works::without ? run(arguments) : nodes_.run_command(arguments);
      EXPECT_LE(outcome.status, 1) << example.command << ": " << outcome.err;
      return outcome.out + outcome.err;
    });
    if (std::string_view(example.command) == "file") {
      nodes_.folder().file("files/receipt.json", value("SELECT receipt FROM filing LIMIT 1"));
    }
  }

  Nodes nodes_;
  std::string files_ = nodes_.folder().path("files");
};

void flatten(const audit::CanonicalValue& value, const std::string& path,
             std::vector<std::pair<std::string, std::string>>& fields) {
  if (const auto* members = value.object()) {
    for (const auto& [name, member] : *members) {
      flatten(member, path.empty() ? name : path + "." + name, fields);
    }
  } else if (const auto* elements = value.array()) {
    for (const auto& element : *elements) flatten(element, path + "[]", fields);
  } else {
    fields.emplace_back(path,
                        value.string() != nullptr ? *value.string() : audit::canonical_text(value));
  }
}

const std::map<std::string, const char*>* fields_of(const std::string& action) {
  auto found = vocabulary.find(action);
  if (found == vocabulary.end()) found = vocabulary.find(action.substr(0, action.find('.')));
  return found == vocabulary.end() ? nullptr : &found->second;
}

// The schools that an entry names must find it, whatever its kind is.
void hold_to_history(registry::Database& database, std::uint64_t index, const audit::Entry& entry) {
  std::vector<std::pair<std::string, std::string>> fields;
  flatten(entry.public_part, "", fields);
  for (const auto& [path, text] : fields) {
    if (!std::regex_search(path, std::regex("(^|[.])urns?(\\[\\])*$"))) continue;
    registry::LogQuery query;
    query.subject = "school/" + text;
    query.action = entry.action;
    const registry::LogPage page = database.with_connection(
        [&](registry::Connection& connection) { return registry::search_log(connection, query); });
    EXPECT_TRUE(std::any_of(page.lines.begin(), page.lines.end(),
                            [&](const registry::LogLine& line) { return line.index == index; }))
        << entry.action << " names " << *query.subject << " in " << path
        << ", whose history does not hold it";
  }
}

// A value whose only leaf is `leaf`, in a place such as "places[].urn".
audit::CanonicalValue at_path(const std::string& path, const std::string& leaf) {
  if (path.empty()) return leaf;
  if (path.starts_with("[]")) {
    return audit::CanonicalValue::Array{at_path(path.substr(path[2] == '.' ? 3 : 2), leaf)};
  }
  const std::size_t end = path.find_first_of("[.");
  const std::string below = end == std::string::npos ? "" : path.substr(end);
  return audit::CanonicalValue::Object{
      {path.substr(0, end), at_path(below.substr(below.starts_with('.') ? 1 : 0), leaf)}};
}

TEST(Mentions, EachFieldOfTheVocabularyThatHoldsAUrnIsFoundByTheSchool) {
  int fields_with_urns = 0;
  for (const auto& [action, fields] : vocabulary) {
    for (const auto& [path, pattern] : fields) {
      if (std::string_view(pattern) != urn) continue;
      ++fields_with_urns;
      EXPECT_TRUE(registry::mentions_in(at_path(path, "900001")).contains("school/900001"))
          << action << ", " << path;
    }
  }
  EXPECT_GE(fields_with_urns, 2);
}

void hold_to_vocabulary(const audit::Entry& entry) {
  EXPECT_TRUE(std::regex_match(entry.actor, std::regex("system|acc_[a-z0-9_]+"))) << entry.actor;
  EXPECT_TRUE(std::regex_match(entry.subject, std::regex("[a-z0-9_]+(/[A-Za-z0-9._-]+)+")))
      << entry.subject;
  const auto* allowed = fields_of(entry.action);
  ASSERT_NE(allowed, nullptr) << "list what may stand in an entry of " << entry.action;
  std::vector<std::pair<std::string, std::string>> fields;
  flatten(entry.public_part, "", fields);
  for (const auto& [path, text] : fields) {
    const auto field = allowed->find(path);
    ASSERT_NE(field, allowed->end()) << entry.action << " has a field " << path << ": " << text;
    EXPECT_TRUE(std::regex_match(text, std::regex(field->second)))
        << entry.action << ", " << path << ": " << text;
  }
}

TEST_F(EveryChange, EachCommandAndRouteThatChangesRowsLeavesAnEntryThatTellsNothingPersonal) {
  std::set<std::string> known = commands_that_serve;
  const auto exist = commands_of_program();
  const std::set<std::string> existing(exist.begin(), exist.end());
  for (const CommandExample& example : command_examples) {
    known.insert(example.command);
    EXPECT_TRUE(existing.contains(example.command)) << "there is no command " << example.command;
    if (existing.contains(example.command)) run_example(example);
  }
  for (const std::string& command : exist) {
    EXPECT_TRUE(known.contains(command)) << "give an example of assize " << command;
  }

  const auto node = nodes_.start("", "node", true);
  std::map<std::string, std::string> bodies = {
      {"/v1/filings", fee_file("900001", "52000.00")},
      {"/v1/drafts", small_book("walked.1")},
      {"/v1/drafts/{id}/steps", R"({"step":"proposed","words":"Jane Doe asked for it"})"},
      {"/v1/increases/{id}/answers",
       R"({"position":"challenged","reason":"Jane Doe says so","council":"205"})"},
      {"/v1/places", places("2")},
      {"/v1/placements", placement("WALKED-2")},
      {"/v1/returns", return_file(own_provider, "2024", "2100.00")},
      {"/v1/exit-notices",
       R"({"urn":"900001","last_day":"2030-07-31","reason":"the laptop lease ends"})"},
      {"/v1/tailored-lists", need_profile},
      {"/v1/cases/steps",
       R"({"cases":[")" + std::string(last_case) + R"("],"step":"note","words":"Jane Doe rang"})"},
      {"/v1/cases/{id}/steps", R"({"step":"objection","words":"Jane Doe asks why"})"},
      {"/v1/cases/{id}/documents", "why,who\nwages,Jane Doe\n"},
      {"/v1/market/runs", ""},
      {"/v1/applications", R"({"provider":")" + std::string(own_provider) + R"(","particulars":)" +
                               particulars("Oak House") + "}"},
      {"/v1/applications/{id}/questions", R"({"question":"Why, Jane Doe?"})"},
      {"/v1/applications/{id}/answers", R"({"answer":"Ask Jane Doe."})"},
      {"/v1/applications/{id}/decisions",
       R"({"decision":"accepted","conditions":[{"condition":"appoint a lead","due":")" +
           due_soon() + "\"}]}"},
      {"/v1/applications/{id}/withdrawals", R"({"reason":"Jane Doe left"})"},
      {"/v1/applications/{id}/urn", R"({"urn":"999002"})"},
      {"/v1/schools/{urn}/registration",
       R"({"event":"childrens_home_registered","number":"SC123456","reasons":"Jane Doe wrote"})"},
      {"/v1/conditions/{id}/outcomes", R"({"outcome":"met","reasons":"Jane Doe wrote"})"},
      {"/v1/schools/{urn}/ownership",
       R"({"controller":"GB-COH-ZZ000010","controller_name":"Doe Ltd","owner_kind":"charity",)"
       R"("reason":"sold by Jane","from":")" +
           registry::london_date(registry::system_clock()()).plus_days(1).text() + "\"}"},
      {"/v1/providers/{id}/control",
       R"({"controller":"GB-COH-ZZ000011","controller_name":"Doe Ltd","owner_kind":"company",)"
       R"("reason":"sold by Jane"})"},
      {"/v1/frameworks", framework("F-2")},
      {"/v1/frameworks/{id}/lots/{lot}/applications", R"({"urn":"900001"})"},
      {"/v1/frameworks/{id}/lots/{lot}/applications/{urn}/decisions", R"({"decision":"admitted"})"},
      {"/v1/schools/{urn}/corrections", R"({"set":{"capacity":"62"},"reason":"because"})"},
      {"/v1/checks", fee_file("900001", "53000.00")},
      {"/v1/impact", small_book("walked.2")},
      {"/log/prove", read_file(files_ + "/receipt.json")},
      {"/provider/fees", "do=check"},
      {"/provider/places", "urn=900001"},
      {"/v1/me/account", R"({"account":"acc_x"})"},
      {"/v1/me/password", R"({"current":"x","password":"y"})"},
      {"/v1/me/second-factor", "{}"},
      {"/v1/me/second-factor/confirmation", R"({"code":"123456"})"},
      {"/v1/me/second-factor/removal", R"({"password":"x"})"},
      {"/v1/organisations",
       R"({"kind":"partnership","name":"Doe and Jane","councils":["301","383"]})"},
      {"/v1/people/{account}/changes", R"({"role":"approver"})"},
      {"/v1/people/{account}/removal", "{}"},
      {"/v1/invitations",
       R"({"name":"Jane Doe","email":"jane.doe@example.org","role":"approver"})"},
      {"/v1/invitations/{id}/withdrawal", "{}"},
      {"/v1/tokens", R"({"label":"Jane's laptop","days":3})"},
      {"/v1/tokens/{account}/revocation", "{}"},
      {"/sign-in", R"({"email":"jane.doe@example.org","password":"wrong"})"},
      {"/sign-in/code", R"({"code":"123456"})"},
      {"/password/forgotten", R"({"email":"bursar@demo.invalid"})"},
      {"/password/reset", R"({"token":"x","password":"y"})"},
      {"/invitations/acceptance", R"({"token":"x","password":"y"})"},
      {"/council/lists", "do=rank&form_key=walked&need=ASD&provision=day&age=9"},
      {"/council/placements", "do=file&form_key=walked"},
      {"/queue/steps", "action=note&which=ticked&words=Jane&key=walked"},
      {"/queue/{id}/steps", "step=nonsense&key=walked"},
      {"/queue/{id}/documents", "internal=yes&key=walked"},
      {"/sign-out", "{}"},
      {"/the-log/receipts", "receipt=" + percent_encoded(read_file(files_ + "/receipt.json"))},
      {"/check-fees",
       "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" +
           fee_file("900001", "53000.00") + "\r\n--XX--\r\n"},
      {"/demo/sign-in", R"({"role":"provider"})"},
  };
  for (const Route& route : routes()) {
    const std::string pattern(route.pattern);
    if (route.method == "GET") {
      const std::string path = std::regex_replace(pattern, std::regex("\\{[^}]*\\}"), "900001");
      hold_to(Changes::nothing, "GET " + pattern,
              [&] { return nodes_.ask(*node, "GET", path).body; });
      continue;
    }
    const auto* const example =
        std::find_if(std::begin(route_examples), std::end(route_examples),
                     [&](const RouteExample& each) { return each.pattern == pattern; });
    if (example == std::end(route_examples)) {
      ADD_FAILURE() << "give an example of " << route.method << " " << pattern;
      continue;
    }
    hold_to(example->changes, pattern, [&] {
      std::string path = pattern + example->query;
      if (pattern.starts_with("/v1/invitations/")) {
        replace_all(path, "{id}", value("SELECT id FROM invitation WHERE ended_at IS NULL"));
      }
      replace_all(path, "{account}",
                  value(pattern.starts_with("/v1/people/")
                            ? "SELECT id FROM account WHERE role IN ('case_officer', 'approver')"
                              " AND person_id IS NOT NULL ORDER BY role LIMIT 1"
                            : "SELECT account.id FROM account JOIN access_token ON account_id ="
                              " account.id WHERE role = 'case_officer' LIMIT 1"));
      replace_all(path, "{id}", id_of(pattern));
      replace_all(path, "{lot}", "L1");
      replace_all(path, "{urn}", "900001");
      const RawReply reply = nodes_.ask(*node, std::string(route.method), path,
                                        std::string("Content-Type: ") + example->type +
                                            "\r\nIdempotency-Key: walked" + pattern + "\r\n",
                                        bodies.at(pattern));
      if (example->refused != 0) {
        EXPECT_EQ(reply.status, example->refused) << pattern << ": " << reply.body;
      } else {
        EXPECT_LT(reply.status, 300) << pattern << ": " << reply.body;
      }
      return reply.body;
    });
  }
  EXPECT_EQ(node->stop(SIGTERM), 0);

  registry::PublishedLog log(nodes_.database());
  std::set<std::string> actions;
  for (std::uint64_t index = 0; index < log.size(); ++index) {
    const std::string text = *log.entry(index);
    for (const char* personal : {"Jane", "Doe", "laptop", "51000.00", "45000.00", "WALKED-"}) {
      EXPECT_EQ(text.find(personal), std::string::npos) << text;
    }
    const auto entry = audit::parse_entry(text);
    actions.insert(entry->action);
    hold_to_vocabulary(*entry);
    hold_to_history(nodes_.database(), index, *entry);
  }
  for (const char* action :
       {"token.issued", "token.revoked", "rule_book.published", "register.imported",
        "filing.in_effect", "return.filed", "places.stated"}) {
    EXPECT_TRUE(actions.contains(action)) << action << " was not seen";
  }
}

}  // namespace
}  // namespace assize::api::testing
