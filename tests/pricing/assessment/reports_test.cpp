#include <gtest/gtest.h>

#include "pricing/text/json.h"
#include "tests/pricing/assessment/shapes.h"

namespace assize::pricing {
namespace {

class ReportsTest : public ::testing::Test {
 protected:
  ReportsTest() : book(book_for_tests()) {
    view = read_register(
               "urn,name,type_code,la_code,open_date,close_date,childrens_home\n"
               "123456,Hill School,10,400,,,0\n")
               .value();
    input.book = &book;
    input.register_view = &view;
    input.filed = Date::parse("2026-03-31").value();
    input.jobs = 1;
  }
  Reports of(const std::string& fees) {
    input.fees = read_from_memory(fees);
    return reports_of(input);
  }

  RuleBook book;
  RegisterView view;
  AssessInput input;
};

TEST_F(ReportsTest, TextGroupsByLineAndCloses) {
  const Reports out = of(header_row() + row("education=38000.01"));
  EXPECT_TRUE(out.text.starts_with(
      "Line 2 · URN 123456 · ASD-DAY\n"
      "  error FV-03 (annual_price): education, boarding, care and health sum to £38,000.01, £0.01 "
      "more than annual_price, £38,000.00\n"
      "      education £38,000.01 + boarding £0.00 + care £0.00 + health £0.00 = £38,000.01\n"))
      << out.text;
  EXPECT_NE(out.text.find("\n\n1 line checked against edition 2026.1: 1 error.\nNot assessed:\n"),
            std::string::npos)
      << out.text;
}

TEST_F(ReportsTest, TextSaysThatAGoodFileIsGood) {
  const Reports out = of(header_row() + row(""));
  EXPECT_TRUE(out.text.starts_with("1 line checked against edition 2026.1: nothing found.\n"))
      << out.text;
}

TEST_F(ReportsTest, JsonOfSeveralFindingsIsOneList) {
  const Reports out = of(header_row() + row("education=38000.01") + row("education=38000.02"));
  const auto parsed = parse_json(out.json);
  ASSERT_TRUE(parsed.ok()) << out.json;
  const JsonValue* findings = parsed->find("findings");
  ASSERT_NE(findings, nullptr);
  ASSERT_NE(findings->array(), nullptr);
  EXPECT_GE(findings->array()->size(), 3U);  // FV-03 twice, and FV-08
}

TEST_F(ReportsTest, JsonHasItsKeysInOrder) {
  const Reports out = of(header_row() + row("education=38000.01"));
  ASSERT_TRUE(parse_json(out.json).ok()) << out.json;
  EXPECT_TRUE(
      out.json.starts_with("{\"edition\": \"2026.1\", \"rule_book_sha256\": \"abc\", "
                           "\"lines\": 1,\n \"counts\": {\"FV-03\": 1},\n"))
      << out.json;
  EXPECT_NE(out.json.find("{\"rule\": \"FV-03\", \"severity\": \"error\", \"line\": 2, \"column\": "
                          "\"annual_price\", \"urn\": \"123456\", \"name\": \"ASD-DAY\", "
                          "\"value\": \"38000.00\", \"limit\": \"38000.01\", \"band\": \"\", "
                          "\"message\": \""),
            std::string::npos)
      << out.json;
  EXPECT_EQ(out.json.find("previous_unreadable"), std::string::npos);
  EXPECT_EQ(out.summary.find("findings"), std::string::npos);
  ASSERT_TRUE(parse_json(out.summary).ok());
}

TEST_F(ReportsTest, SummaryCountsLastYearsUnreadableLines) {
  const std::string previous = header_row() + row("unit_price=1e3");
  input.previous = read_from_memory(previous);
  const Reports out = of(header_row() + row(""));
  EXPECT_NE(out.summary.find("\"previous_unreadable\": 1"), std::string::npos);
}

TEST_F(ReportsTest, CsvHandsTheFileBackAnnotated) {
  const Reports out = of("x_note," + header_row() + "\"a,b\"," + row("education=38000.01") +
                         "broken\n,,\n" + "c," + row("line=B need=HI"));
  const std::string expected_start = "x_note," + header_row().substr(0, header_row().size() - 1) +
                                     ",status,findings\n\"a,b\",123456,ASD-DAY,placement,";
  EXPECT_TRUE(out.csv.starts_with(expected_start)) << out.csv;
  EXPECT_NE(out.csv.find(",error,\"FV-03 education, boarding,"), std::string::npos) << out.csv;
  EXPECT_NE(out.csv.find("\nbroken,,,,,,,,,,,,,,,,,,,,,,error,"), std::string::npos) << out.csv;
  EXPECT_TRUE(out.csv.ends_with(",ok,\n")) << out.csv;
}

TEST_F(ReportsTest, CsvOfCsvReplacesItsOwnColumns) {
  const Reports first = of(header_row() + row("education=38000.01") + row("line=B need=HI"));
  EXPECT_EQ(of(first.csv).csv, first.csv);
  EXPECT_EQ(of(first.csv).json,
            of(header_row() + row("education=38000.01") + row("line=B need=HI")).json);
}

TEST_F(ReportsTest, CsvShowsFindingsOfTheFileInItsFirstRow) {
  const Reports out = of("notes," + header_row() + "n," + row(""));
  EXPECT_NE(out.csv.find(",warning,File: FILE-04 the column notes"), std::string::npos) << out.csv;
  const Reports alone = of("urn;line;item\n");
  EXPECT_TRUE(alone.csv.starts_with("status,findings\nerror,\"File: FILE-01 ")) << alone.csv;
}

}  // namespace
}  // namespace assize::pricing
