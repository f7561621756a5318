// `assize check`, run as people run it: exit statuses, formats, and a plain word for each bad
// input.
#include <gtest/gtest.h>

#include "tests/api/support/program.h"
#include "tests/api/support/samples.h"

namespace assize::api::testing {
namespace {

class CheckTest : public ::testing::Test {
 protected:
  Outcome check(const std::string& fees, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"check", folder_.file("fees.csv", fees), "--rule-book",
                                       book_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  TemporaryFolder folder_;
  std::string book_ = folder_.file("book.json", small_book());
};

TEST_F(CheckTest, ExitsWith0WhereNothingIsWrong) {
  const Outcome outcome = check(fee_file("123456", "60000.00"));
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.err, "");
}

TEST_F(CheckTest, ExitsWith1WhereALineIsAtError) {
  const Outcome outcome = check(fee_file("123456", "62000.01"), {"--format", "json"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.out.find("\"FV-05\""), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("\"62000.01\""), std::string::npos) << outcome.out;
}

struct BadFile {
  const char* name;
  std::string fees;
  const char* rule;
  const char* says;
};

TEST_F(CheckTest, NamesTheRuleAndThePlaceOfEachFaultOfAFile) {
  const std::string good = fee_row("123456", "60000.00");
  const auto priced = [](const std::string& price) { return fee_file("123456", price); };
  const auto with_day = [](const std::string& day) {
    std::string row = fee_row("123456", "60000.00");
    return fee_header + row.replace(row.find("2026-09-01"), 10, day);
  };
  const BadFile cases[] = {
      {"not text", std::string("\x7f\x45LF\0\0\0\0", 8), "FILE-01", "text"},
      {"empty", "", "FILE-02", ""},
      {"missing columns", "urn,line\n123456,A\n", "FILE-02", "unit_price"},
      {"repeated column", "urn," + std::string(fee_header) + good, "FILE-02", "urn"},
      {"unknown column", "extra," + std::string(fee_header) + "x," + good, "FILE-04", "extra"},
      {"ragged row", fee_header + good + "123456,B\n", "FILE-03", ""},
      {"unclosed quote", fee_header + good + "\"123456,B\n", "FILE-03", "quote"},
      {"exponent", priced("1e3"), "FV-02", "1e3"},
      {"pounds sign and comma", priced("\"£1,234.50\""), "FV-02", "1234.50"},
      {"not a number", priced("NaN"), "FV-02", "NaN"},
      {"minus nought", priced("-0"), "FV-02", "-0"},
      {"thirteen digits", priced("1234567890123.00"), "FV-02", "1234567890123"},
      {"no such day", with_day("2026-02-30"), "FV-02", "2026-02-30"},
      {"day the English way", with_day("01/09/2026"), "FV-02", "2026-09-01"},
  };
  for (const BadFile& bad : cases) {
    const Outcome outcome = check(bad.fees, {"--format", "json"});
    const bool is_warning = std::string(bad.rule) == "FILE-04";
    EXPECT_EQ(outcome.status, is_warning ? 0 : 1) << bad.name << outcome.err;
    EXPECT_NE(outcome.out.find("\"rule\": \"" + std::string(bad.rule) + "\""), std::string::npos)
        << bad.name << ": " << outcome.out;
    EXPECT_NE(outcome.out.find(bad.says), std::string::npos) << bad.name << ": " << outcome.out;
  }
}

TEST_F(CheckTest, ReadsStandardInputAndGivesTheSameInEveryNumberOfThreads) {
  std::string fees = fee_header;
  for (int i = 0; i < 2000; ++i) fees += fee_row("123456", "70000.00", "L" + std::to_string(i));
  const Outcome one = check(fees, {"--format", "json", "--jobs", "1"});
  const Outcome four = check(fees, {"--format", "json", "--jobs", "4"});
  const Outcome input = run({"check", "-", "--rule-book", book_, "--format", "json"}, fees);
  EXPECT_EQ(one.status, 1);
  EXPECT_EQ(one.out, four.out);
  EXPECT_EQ(one.out, input.out);
}

struct BadUse {
  std::vector<std::string> arguments;
  std::string says;
};

TEST_F(CheckTest, ExitsWith2AndOneLineWhereItCannotRun) {
  const std::string fees = folder_.file("good.csv", fee_file("123456", "60000.00"));
  const std::string faulty = folder_.file("faulty.json", R"({"edition": 1, "odd": 2})");
  const std::string number = folder_.file("number.json", [] {
    std::string book = small_book();
    return book.replace(book.find("\"62000.00\""), 10, "62000.00");
  }());
  const std::string tied = folder_.file("tied.json", [] {
    std::string book = small_book();
    const std::size_t from = book.find("{\"id\"");
    const std::size_t end = book.find("}]", from) + 1;
    std::string band = book.substr(from, end - from);
    band.replace(band.find("B-ALL"), 5, "B-TWO");
    return book.insert(end, "," + band);
  }());
  const BadUse cases[] = {
      {{"check"}, "FEES.csv is required"},
      {{"check", fees}, "--rule-book is required"},
      {{"check", fees, "--rule-book", folder_.path("none.json")}, "No such file or directory"},
      {{"check", folder_.path("none.csv"), "--rule-book", book_},
       "cannot open the fee file " + folder_.path("none.csv")},
      {{"check", folder_.path(), "--rule-book", book_}, "it is a folder"},
      {{"check", fees, "--rule-book", faulty}, "faulty"},
      {{"check", fees, "--rule-book", number}, "$.bands[0].ceiling"},
      {{"check", fees, "--rule-book", tied}, "B-TWO"},
      {{"check", fees, "--rule-book", book_, "--filed", "1/9/2026"}, "--filed is not a day"},
      {{"check", fees, "--rule-book", book_, "--format", "xml"}, "--format"},
      {{"check", fees, "--rule-book", book_, "--jobs", "-1"}, "--jobs"},
      {{"check", fees, "--rule-book", book_, "--odd"}, "--odd"},
      {{"check", fees, "--rule-book", book_, "--register", fees}, "the register"},
      {{"chekc"}, "there is no command 'chekc'"},
      {{}, "subcommand"},
  };
  for (const BadUse& bad : cases) {
    const Outcome outcome = run(bad.arguments);
    EXPECT_EQ(outcome.status, 2) << bad.says;
    EXPECT_EQ(outcome.out, "") << bad.says;
    EXPECT_NE(outcome.err.find(bad.says), std::string::npos) << bad.says << ": " << outcome.err;
    EXPECT_EQ(outcome.err.find('\n'), outcome.err.size() - 1) << outcome.err;
    EXPECT_TRUE(outcome.err.starts_with("assize: ")) << outcome.err;
  }
}

TEST_F(CheckTest, ListsEveryFaultOfARuleBook) {
  const std::string faulty = folder_.file("faulty.json", R"({"edition": 1, "odd": 2})");
  const Outcome outcome = run({"rule-book", "check", faulty});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.out.find("$.edition"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("odd"), std::string::npos) << outcome.out;
  EXPECT_EQ(run({"rule-book", "check", book_}).status, 0);
}

TEST(Program, HelpAndVersionAreEnoughToBeginWith) {
  EXPECT_EQ(run({"--version"}).out, "assize 0.1.0\n");
  const Outcome help = run({"--help"});
  EXPECT_EQ(help.status, 0);
  for (const char* command : {"check", "rules", "rule-book", "import", "register", "file", "filing",
                              "catalogue", "token", "log", "demo", "serve"}) {
    EXPECT_NE(help.out.find(std::string("\n  ") + command + " "), std::string::npos) << command;
    EXPECT_EQ(run({command, "--help"}).status, 0) << command;
  }
}

TEST(Program, ListsTheRules) {
  const Outcome text = run({"rules", "list"});
  EXPECT_NE(text.out.find("FV-05 v1"), std::string::npos);
  const Outcome json = run({"rules", "list", "--format", "json"});
  EXPECT_NE(json.out.find("\"id\":\"UNI-04\""), std::string::npos);
}

}  // namespace
}  // namespace assize::api::testing
