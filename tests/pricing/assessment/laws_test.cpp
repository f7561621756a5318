// Laws that hold for every assessment: what may change in a file or a rule book without changing
// the verdict.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <regex>
#include <sstream>

#include "tests/pricing/assessment/shapes.h"
#include "tests/pricing/twin/random_filing.h"

namespace assize::pricing {
namespace {

using twin::Fields;
using twin::SlowInput;

// Owns what an AssessInput looks at.
struct Given {
  RuleBook book;
  std::string fees;
  std::string previous;
  std::optional<RegisterView> view;
  Date filed;

  explicit Given(const SlowInput& input)
      : book(RuleBook::load(input.rule_book, std::string(64, '0')).value()),
        fees(twin::csv_text(twin::fee_columns, input.fees)),
        filed(Date::parse(input.filed).value()) {
    if (input.previous) previous = twin::csv_text(twin::fee_columns, *input.previous);
    if (input.school_register) {
      view = read_register(twin::csv_text(twin::register_columns, *input.school_register)).value();
    }
  }
  AssessInput input() const {
    AssessInput out;
    out.fees = read_from_memory(fees);
    out.book = &book;
    if (!previous.empty()) out.previous = read_from_memory(previous);
    if (view) out.register_view = &*view;
    out.filed = filed;
    out.jobs = 1;
    return out;
  }
};

// "RULE severity column urn line's-name" of each finding, sorted.
std::vector<std::string> verdicts(const Given& given) {
  std::vector<std::string> out;
  for (const Finding& each : assess(given.input()).findings) {
    out.push_back(std::string(each.rule) + " " + std::string(code(each.severity)) + " " +
                  each.column + " " + each.urn + " " + each.name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(Laws, TheSameInputsGiveTheSameBytesWithAnyThreads) {
  const std::string fees = joined_file(drawn_rows(1, 300, false));
  const std::string previous = joined_file(drawn_rows(2, 300, true));
  const RuleBook book = book_for_tests();
  AssessInput input;
  input.fees = read_from_memory(fees);
  input.previous = read_from_memory(previous);
  input.book = &book;
  input.filed = Date::parse("2026-03-31").value();
  input.sizes = {512, row_limit_bytes};
  input.jobs = 1;
  const Reports usual = reports_of(input);
  for (int jobs = 1; jobs <= 8; ++jobs) {
    input.jobs = jobs;
    ASSERT_EQ(reports_of(input), usual) << jobs << " threads";
  }
}

// The files that every door of the program is tested with.
TEST(Laws, TheCorpusGivesTheSameBytesHoweverItIsCut) {
  const RuleBook book = book_for_tests();
  int files = 0;
  for (const auto& path : std::filesystem::directory_iterator(std::string(ASSIZE_SOURCE_DIR) +
                                                              "/tests/fixtures/fees")) {
    std::ostringstream bytes;
    bytes << std::ifstream(path.path(), std::ios::binary).rdbuf();
    const std::string fees = bytes.str();
    AssessInput input;
    input.fees = input.previous = read_from_memory(fees);
    input.book = &book;
    input.filed = Date::parse("2026-03-31").value();
    input.jobs = 1;
    const Reports usual = reports_of(input);
    for (const std::size_t cut : {64u, 100u, 1000u}) {
      for (const int jobs : {1, 4}) {
        input.sizes = {cut, row_limit_bytes};
        input.jobs = jobs;
        ASSERT_EQ(reports_of(input), usual) << path.path() << ", " << cut << " bytes, " << jobs;
      }
    }
    ++files;
  }
  EXPECT_GE(files, 10);
}

// A school is judged by its own lines alone.
TEST(Laws, SplittingAFileBySchoolAndJoiningItsFindingsChangesNothing) {
  std::size_t findings = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const SlowInput whole = twin::random_filing(seed);
    std::map<std::string, std::vector<Fields>> schools;
    for (const Fields& line : whole.fees) schools[line.at("urn")].push_back(line);
    std::vector<std::string> joined;
    for (const auto& [urn, lines] : schools) {
      SlowInput part = whole;
      part.fees = lines;
      const auto found = verdicts(Given(part));
      joined.insert(joined.end(), found.begin(), found.end());
    }
    std::sort(joined.begin(), joined.end());
    findings += joined.size();
    ASSERT_EQ(joined, verdicts(Given(whole))) << "seed " << seed;
  }
  EXPECT_GT(findings, 400U) << "too few findings to prove anything";
}

// Of a repeat, the later line is told of, and which that is the order decides: FV-08 is left out.
TEST(Laws, ShufflingLinesChangesOnlyLineNumbers) {
  const auto unordered = [](const SlowInput& input) {
    std::vector<std::string> found = verdicts(Given(input));
    std::erase_if(found, [](const std::string& each) { return each.starts_with("FV-08"); });
    return found;
  };
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SlowInput input = twin::random_filing(seed);
    const auto usual = unordered(input);
    std::mt19937_64 random(seed);
    std::shuffle(input.fees.begin(), input.fees.end(), random);
    if (input.previous) std::shuffle(input.previous->begin(), input.previous->end(), random);
    ASSERT_EQ(unordered(input), usual) << "seed " << seed;
  }
}

bool is_pounds(const std::string& text) {
  static const std::regex form("(0|[1-9][0-9]{0,8})(\\.[0-9]{1,2})?");
  return std::regex_match(text, form);
}

// Text of pounds, so many times as much.
std::string times(const std::string& text, std::int64_t factor) {
  const std::size_t dot = text.find('.');
  std::string part = dot == std::string::npos ? "" : text.substr(dot + 1);
  part.resize(2, '0');
  const std::int64_t pennies = (std::stoll(text.substr(0, dot)) * 100 + std::stoll(part)) * factor;
  const std::string pence = std::to_string(100 + pennies % 100).substr(1);
  return std::to_string(pennies / 100) + "." + pence;
}

void scale(std::vector<Fields>& lines, std::int64_t factor) {
  for (Fields& line : lines) {
    for (const char* column :
         {"unit_price", "annual_price", "education", "boarding", "care", "health"}) {
      if (is_pounds(line[column])) line[column] = times(line[column], factor);
    }
  }
}

std::string scale_bands(const std::string& book, std::int64_t factor) {
  static const std::regex limit("\"(floor|ceiling)\": \"([0-9.]+)\"");
  std::string out;
  auto rest = book.cbegin();
  for (std::sregex_iterator at(book.begin(), book.end(), limit), end; at != end; ++at) {
    out.append(rest, (*at)[2].first).append(times((*at)[2].str(), factor));
    rest = (*at)[2].second;
  }
  return out.append(rest, book.cend());
}

// But for FV-04: a price that was rounded to the penny is not what is rounded of a multiple.
TEST(Laws, ScalingEveryPriceAndBandByAWholeNumberChangesNoVerdict) {
  const auto exact = [](const SlowInput& input) {
    std::vector<std::string> found = verdicts(Given(input));
    std::erase_if(found, [](const std::string& each) { return each.starts_with("FV-04"); });
    return found;
  };
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const SlowInput usual = twin::random_filing(seed);
    for (const std::int64_t factor : {2, 3, 7, 1000}) {
      SlowInput scaled = usual;
      scale(scaled.fees, factor);
      if (scaled.previous) scale(*scaled.previous, factor);
      scaled.rule_book = scale_bands(usual.rule_book, factor);
      ASSERT_NE(scaled.rule_book, usual.rule_book);
      ASSERT_EQ(exact(scaled), exact(usual)) << "seed " << seed << ", times " << factor;
    }
  }
}

}  // namespace
}  // namespace assize::pricing
