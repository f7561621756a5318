// `assize returns check`, run as people run it.
#include <gtest/gtest.h>

#include <sstream>

#include "tests/api/support/program.h"

namespace assize::api::testing {
namespace {

const std::string sources = ASSIZE_SOURCE_DIR;
const std::string fixture = sources + "/tests/fixtures/returns/returns.csv";
const std::string book = sources + "/tests/pricing/returns/book.json";

Outcome check_returns(const std::string& path, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"returns", "check", path, "--rule-book", book};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

std::string first_lines(const std::string& text, int count) {
  std::istringstream in(text);
  std::string out;
  std::string line;
  while (count-- > 0 && std::getline(in, line)) out += line + "\n";
  return out;
}

TEST(ReturnsCheck, ExitsWith1WhereAReturnIsHeld) {
  const Outcome outcome = check_returns(fixture);
  EXPECT_EQ(outcome.status, 1) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_NE(outcome.out.find("hold PRF-09 (received): the return came on 4 June 2029, 4 days after "
                             "it was due, on 31 May 2029"),
            std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find("review PRF-01 (group): the operating surplus of group "
                             "GB-COH-ZZ000900 (GB-COH-ZZ000001 and GB-COH-ZZ000003)"),
            std::string::npos)
      << outcome.out;
}

TEST(ReturnsCheck, ExitsWith0WhereThereAreReviewsAlone) {
  std::string file = read_file(fixture);
  TemporaryFolder folder;
  const std::string path = folder.file("returns.csv", file.substr(0, file.find("GB-COH-ZZ000003")));
  const Outcome outcome = check_returns(path, {"--format", "summary"});
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_NE(outcome.out.find("\"PRF-02\": 1"), std::string::npos) << outcome.out;
  EXPECT_EQ(outcome.out.find("\"findings\""), std::string::npos) << outcome.out;
}

TEST(ReturnsCheck, WritesTheFormsOfAFeeFile) {
  const Outcome json = check_returns(fixture, {"--format", "json"});
  EXPECT_EQ(first_lines(json.out, 1),
            "{\"edition\": \"2026.1\", \"rule_book_sha256\": "
            "\"" +
                json.out.substr(json.out.find("sha256\": \"") + 10, 64) + "\", \"lines\": 7,\n");
  const Outcome csv = check_returns(fixture, {"--format", "csv"});
  EXPECT_EQ(csv.status, 1);
  const std::string original = read_file(fixture);
  const std::string header = original.substr(0, original.find('\n'));
  EXPECT_EQ(first_lines(csv.out, 1), header + ",status,findings\n");
  std::istringstream before(original);
  std::istringstream after(csv.out);
  std::string one;
  std::string other;
  while (std::getline(before, one) && std::getline(after, other)) {
    EXPECT_EQ(other.substr(0, one.size() + 1), one + ",");
  }
}

TEST(ReturnsCheck, NamesTheFaultsOfAFile) {
  struct Case {
    const char* bytes;
    const char* says;
  };
  const Case cases[] = {
      {"",
       "the file is empty: its first row must name the columns, and a row for each return must "
       "follow"},
      {"provider,year_from,year_to\nx,y,z\n", "required columns are missing: due, received"},
      {"provider;year_from;year_to\n", "the columns are separated by semicolons"},
      {"urn,line,item\n", "no header row was found: one row must name the columns provider, "},
      {"provider,year_from,year_to,group,group\n", "a column is named more than once: group"},
  };
  TemporaryFolder folder;
  for (const Case& each : cases) {
    const Outcome outcome = check_returns(folder.file("returns.csv", each.bytes));
    EXPECT_EQ(outcome.status, 1) << each.says;
    EXPECT_NE(outcome.out.find(each.says), std::string::npos) << outcome.out;
  }
}

TEST(ReturnsCheck, ExitsWith2WhereItCannotRun) {
  const Outcome no_file = check_returns("/nowhere/returns.csv");
  EXPECT_EQ(no_file.status, 2);
  EXPECT_EQ(no_file.out, "");
  EXPECT_NE(no_file.err, "");
  EXPECT_EQ(run({"returns", "check", fixture}).status, 2);
  EXPECT_EQ(check_returns(fixture, {"--format", "yaml"}).status, 2);
  EXPECT_EQ(run({"returns"}).status, 2);
}

TEST(RulesList, SaysWhatTheRulesOnReturnsRead) {
  const Outcome text = run({"rules", "list"});
  EXPECT_NE(text.out.find("PRF-07 v1  review, high, PROPOSED"), std::string::npos) << text.out;
  const Outcome json = run({"rules", "list", "--format", "json"});
  EXPECT_NE(json.out.find("\"loan_rate_limit\""), std::string::npos) << json.out;
  EXPECT_NE(json.out.find("\"return_columns\""), std::string::npos) << json.out;
}

TEST(ReturnsCheck, ReadsEarlierYearsFromAnotherFile) {
  const std::string file = read_file(fixture);
  const std::size_t header = file.find('\n') + 1;
  std::istringstream rows(file.substr(header));
  std::string earlier = file.substr(0, header);
  std::string last = earlier;
  for (std::string row; std::getline(rows, row);) {
    (row.find(",2027-09-01,") == std::string::npos ? earlier : last) += row + "\n";
  }
  const TemporaryFolder folder;
  const std::string path = folder.file("last.csv", last);
  const auto growth = [&](const Outcome& outcome) {
    return outcome.out.find("review PRF-02 (income_public)") != std::string::npos;
  };
  EXPECT_TRUE(growth(check_returns(fixture)));
  EXPECT_FALSE(growth(check_returns(path)));
  EXPECT_TRUE(growth(check_returns(path, {"--previous", folder.file("earlier.csv", earlier)})));
  EXPECT_EQ(
      check_returns(path, {"--previous", folder.file("none.csv", file.substr(0, header))}).out,
      check_returns(path).out);
  for (const std::string& bad : {earlier + "a,row\n", std::string("not, returns")}) {
    const Outcome outcome = check_returns(path, {"--previous", folder.file("bad.csv", bad)});
    EXPECT_EQ(outcome.status, 2) << outcome.out;
    EXPECT_NE(outcome.err.find("has rows that cannot be read"), std::string::npos) << outcome.err;
  }
}

}  // namespace
}  // namespace assize::api::testing
