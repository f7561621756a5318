// `assize market check`, run as people run it.
#include <gtest/gtest.h>

#include "tests/api/support/program.h"

namespace assize::api::testing {
namespace {

const std::string sources = ASSIZE_SOURCE_DIR;
const std::string fixture = sources + "/tests/fixtures/market/facts.json";
const std::string book = sources + "/tests/pricing/market/book.json";

Outcome check_market(const std::string& path, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"market", "check", path,        "--rule-book",
                                     book,     "--at",  "2026-11-21"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(MarketCheck, ExitsWith1WhereASchoolIsHeld) {
  const Outcome outcome = check_market(fixture);
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_TRUE(has(outcome.out,
                  "URN 900001 (Hill School)\n"
                  "  hold MKT-05 (inspections): URN 900001 (Hill School) has 5 placements, and its "
                  "inspection on 3 May 2026 by Ofsted found standards unmet\n"))
      << outcome.out;
  EXPECT_TRUE(has(outcome.out,
                  "3 schools and 12 placements on 21 November 2026, checked against edition "
                  "2026.1: 1 hold, 4 reviews, 2 info.\nNot assessed:\n  MKT-05: no inspection"))
      << outcome.out;
}

TEST(MarketCheck, ExitsWith0WhereNothingIsHeld) {
  TemporaryFolder folder;
  const std::string path = folder.file(
      "facts.json",
      R"({"placements":[{"commissioner":"301","need":"ASD","urn":"900001","from":"2026-09-01",)"
      R"("basis":"spot","count":1}]})");
  const Outcome outcome = check_market(path, {"--format", "summary"});
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_TRUE(has(outcome.out, "\"at\": \"2026-11-21\", \"schools\": 0, \"placements\": 1"))
      << outcome.out;
  EXPECT_TRUE(has(outcome.out, "\"counts\": {\"MKT-07\": 1}")) << outcome.out;
  EXPECT_FALSE(has(outcome.out, "\"findings\""));
}

TEST(MarketCheck, WritesJsonAndCsv) {
  const Outcome json = check_market(fixture, {"--format", "json"});
  EXPECT_TRUE(has(
      json.out, R"({"rule": "MKT-07", "version": 1, "severity": "info", "commissioner": "936", )"
                R"("need": "ASD", "region": "", "holder": "", "urn": "", "column": )"
                R"("placements", "name": "commissioner 936 · ASD", "value": "9", "limit": "3", )"))
      << json.out;
  const Outcome csv = check_market(fixture, {"--format", "csv"});
  EXPECT_EQ(csv.status, 1);
  EXPECT_TRUE(csv.out.starts_with(
      "rule,version,severity,commissioner,need,region,holder,urn,column,value,limit,message,"
      "working\nMKT-01,1,review,936,ASD,,GB-COH-ZZ000900,,placements,8,4.8,"))
      << csv.out;
}

TEST(MarketCheck, ListsEveryFaultOfTheFile) {
  TemporaryFolder folder;
  const std::string path =
      folder.file("facts.json", R"({"schools":[{"urn":"1"}],"placements":{},"events":[]})");
  const Outcome outcome = check_market(path);
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out,
            "$.events: there is no such key: leave it out, or write one of inspections, "
            "placements, schools, standings, vacancies\n"
            "$.schools[0].urn: \"1\" is not a URN: it has 1 digit, and a URN has six\n"
            "$.schools[0].name: this is missing: write it\n"
            "$.placements: this is an object: write an array, [ ... ]\n");
  EXPECT_EQ(outcome.err,
            "assize: the file of facts " + path + " has 4 faults; each is listed above.\n");
}

TEST(MarketCheck, ExitsWith2WhereItCannotRun) {
  EXPECT_EQ(check_market("/nowhere/facts.json").status, 2);
  EXPECT_EQ(run({"market", "check", fixture}).status, 2);
  EXPECT_EQ(run({"market"}).status, 2);
  EXPECT_EQ(check_market(fixture, {"--format", "yaml"}).status, 2);
  const Outcome no_day =
      run({"market", "check", fixture, "--rule-book", book, "--at", "21/11/2026"});
  EXPECT_EQ(no_day.status, 2);
  EXPECT_TRUE(has(no_day.err, "--at is not a day")) << no_day.err;
}

TEST(RulesList, SaysWhatTheRulesOnTheMarketRead) {
  const Outcome text = run({"rules", "list"});
  EXPECT_TRUE(
      has(text.out, "parameter: share_limit\n  reads: facts of the market: schools, placements\n"))
      << text.out;
  const Outcome json = run({"rules", "list", "--format", "json"});
  EXPECT_TRUE(has(json.out, "\"market_lists\":[\"placements\",\"inspections\",\"standings\"]"))
      << json.out;
}

}  // namespace
}  // namespace assize::api::testing
