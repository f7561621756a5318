#include "registry/filings/steps/decide.h"

#include <gtest/gtest.h>

#include <sstream>

namespace assize::registry {
namespace {

using pricing::Assessment;
using pricing::FeeLine;
using pricing::Finding;
using pricing::Severity;

FeeLine line_at(std::uint64_t physical_line) {
  const pricing::Date day;
  const pricing::Pounds nil;
  return {physical_line,
          pricing::Urn::from_number(900'001).value(),
          "L",
          pricing::Item::placement,
          pricing::Provision::day,
          pricing::Need::asd,
          5,
          15,
          pricing::Unit::year,
          100,
          nil,
          nil,
          nil,
          nil,
          nil,
          nil,
          {},
          "0",
          day,
          day,
          std::nullopt,
          "",
          ""};
}

FilingStatus status_of(char letter) {
  if (letter == 'e') return FilingStatus::in_effect;
  return letter == 'h' ? FilingStatus::held : FilingStatus::refused;
}

std::string letters(const Decision& decision) {
  std::string text;
  for (const FilingStatus line : decision.lines) {
    text.push_back(line == FilingStatus::in_effect ? 'e' : line == FilingStatus::held ? 'h' : 'r');
  }
  return text.empty() ? "-" : text;
}

// Lines stand at 2, 3, 4 of the file. Findings: a line's number, then its severity's first letter;
// a
// "!" marks one of rule FILE-02. Then the rows of the file, and for each choice the whole's
// decision and each line's: (e)ffect, (h)eld, (r)efused; last the rows counted as refused under
// good lines.
constexpr const char* cases = R"(
  -            3   e eee   e eee   0
  2w,3r,4i     3   e eee   e eee   0
  3h           3   h hhh   h ehe   0
  3e           3   r rrr   e ere   1
  2h,3e        3   r rrr   h hre   1
  3h,3e        3   r rrr   e ere   1
  3e,3h        3   r rrr   e ere   1
  2e,3e,4e     3   r rrr   r rrr   3
  2h,3h,4h     3   h hhh   h hhh   0
  2h,3e,4e     3   r rrr   h hrr   2
  0e           3   r rrr   r rrr   3
  1e!          3   r rrr   r rrr   3
  4e!          3   r rrr   r rrr   3
  1w!          3   e eee   e eee   0
  5e           4   r rrr   e eee   1
  5e,2h        4   r rrr   h hee   1
  -            4   r rrr   e eee   1
)";

Assessment assessment_of(const std::string& findings, std::uint64_t rows) {
  Assessment assessment;
  assessment.lines = rows;
  std::istringstream each(findings == "-" ? "" : findings);
  for (std::string text; std::getline(each, text, ',');) {
    Finding finding{};
    finding.rule = text.ends_with('!') ? "FILE-02" : "FV-05";
    finding.line = static_cast<std::uint64_t>(text[0] - '0');
    const std::map<char, Severity> severities{{'e', Severity::error},
                                              {'h', Severity::hold},
                                              {'r', Severity::review},
                                              {'w', Severity::warning},
                                              {'i', Severity::info}};
    finding.severity = severities.at(text[1]);
    assessment.findings.push_back(finding);
  }
  return assessment;
}

TEST(Decide, FollowsTheTable) {
  const std::vector<FeeLine> lines{line_at(2), line_at(3), line_at(4)};
  std::istringstream table(cases);
  int count = 0;
  for (std::string row; std::getline(table, row);) {
    std::istringstream columns(row);
    std::string findings, whole_lines, good_lines;
    char whole = 0, good = 0;
    std::uint64_t rows = 0, refused = 0;
    if (!(columns >> findings >> rows >> whole >> whole_lines >> good >> good_lines >> refused)) {
      continue;
    }
    ++count;
    const Assessment assessment = assessment_of(findings, rows);
    const Decision all = decide(assessment, lines, FilingChoice::all_or_nothing);
    EXPECT_EQ(all.status, status_of(whole)) << row;
    EXPECT_EQ(letters(all), whole_lines) << row;
    EXPECT_EQ(all.in_effect + all.held + all.refused, rows) << row;
    const Decision some = decide(assessment, lines, FilingChoice::good_lines);
    EXPECT_EQ(some.status, status_of(good)) << row;
    EXPECT_EQ(letters(some), good_lines) << row;
    EXPECT_EQ(some.refused, refused) << row;
    EXPECT_EQ(some.in_effect + some.held + some.refused, rows) << row;
  }
  EXPECT_EQ(count, 17);
}

TEST(Decide, RefusesAFileWithoutLines) {
  for (const FilingChoice choice : {FilingChoice::all_or_nothing, FilingChoice::good_lines}) {
    EXPECT_EQ(decide(Assessment(), {}, choice).status, FilingStatus::refused);
  }
}

}  // namespace
}  // namespace assize::registry
