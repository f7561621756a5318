#include "pricing/assessment/assess.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/pricing/assessment/shapes.h"

namespace assize::pricing {
namespace {

class Assess : public ::testing::Test {
 protected:
  Assess() : book(book_for_tests()) {
    view = read_register(
               "urn,name,type_code,la_code,open_date,close_date,childrens_home\n"
               "123456,Hill School,10,400,,,0\n123457,Vale School,8,201,,,1\n")
               .value();
    input.book = &book;
    input.register_view = &view;
    input.filed = Date::parse("2026-03-31").value();
    input.jobs = 1;
  }
  Assessment of(std::string_view fees) {
    input.fees = read_from_memory(fees);
    return assess(input);
  }
  // "line RULE column" of each finding.
  static std::string told(const Assessment& assessment) {
    std::string out;
    for (const Finding& each : assessment.findings) {
      out += std::to_string(each.line) + " " + std::string(each.rule) +
             (each.column.empty() ? "" : " " + each.column) + "; ";
    }
    return out;
  }

  RuleBook book;
  RegisterView view;
  AssessInput input;
};

TEST_F(Assess, SaysTheSameWhateverTheThreadsAndHoweverTheFileIsCut) {
  const std::string fees = joined_file(drawn_rows(1, 400, false));
  const std::string previous = joined_file(drawn_rows(2, 400, true));
  input.fees = read_from_memory(fees);
  input.previous = read_from_memory(previous);
  const Reports usual = reports_of(input);
  EXPECT_NE(usual.json.find("UNI-04"), std::string::npos);
  EXPECT_NE(usual.json.find("UNI-06"), std::string::npos);
  EXPECT_NE(usual.json.find("FV-09"), std::string::npos);
  for (const std::size_t bytes : {64u, 65u, 257u, 1000u, 4096u, 100'000u}) {
    for (const int jobs : {1, 2, 3, 4}) {
      input.sizes = {bytes, row_limit_bytes};
      input.jobs = jobs;
      ASSERT_EQ(reports_of(input), usual) << bytes << " bytes, " << jobs << " jobs";
    }
  }
}

TEST_F(Assess, CutsQuotedRowsLikeAnyOther) {
  std::string fees = header_row();
  for (int i = 0; i < 40; ++i) {
    fees += row("line='L" + std::to_string(i) + "' new_provision='a \"b\"\r\n c,\r" +
                std::string(static_cast<std::size_t>(i), 'x') +
                "' need=" + std::string(need_codes[static_cast<std::size_t>(i) % 13]) +
                " age_from=" + std::to_string(i % 20) + " age_to=" + std::to_string(i % 20));
    if (i % 7 == 0) fees += "x,\"never closed\n";
  }
  input.fees = read_from_memory(fees);
  const Reports usual = reports_of(input);
  for (std::size_t bytes = 64; bytes < 400; bytes += 7) {
    input.sizes = {bytes, row_limit_bytes};
    ASSERT_EQ(reports_of(input), usual) << bytes;
  }
}

TEST_F(Assess, ShufflingLinesChangesOnlyLineNumbers) {
  // Repeats and what names a line by its place are judged in file order, so those are left out.
  const auto facts = [](const Assessment& assessment) {
    std::vector<std::string> out;
    for (const Finding& each : assessment.findings) {
      if (each.rule == "FV-08" || each.rule == "FV-09" || each.rule == "FILE-03") continue;
      out.push_back(std::string(each.rule) + each.column + each.urn + each.name + each.value +
                    each.limit);
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  for (std::uint64_t seed = 10; seed < 30; ++seed) {
    std::vector<std::string> now = drawn_rows(seed, 60, false);
    std::vector<std::string> before = drawn_rows(seed + 100, 60, true);
    const std::string previous = joined_file(before);
    input.previous = read_from_memory(previous);
    const auto usual = facts(of(joined_file(now)));
    std::mt19937_64 random(seed);
    std::shuffle(now.begin(), now.end(), random);
    std::shuffle(before.begin(), before.end(), random);
    const std::string shuffled = joined_file(before);
    input.previous = read_from_memory(shuffled);
    ASSERT_EQ(facts(of(joined_file(now))), usual) << "seed " << seed;
  }
}

TEST_F(Assess, TellsFilesThatAreNotText) {
  EXPECT_EQ(told(of("")), "1 FILE-02; ");
  EXPECT_EQ(told(of("\n\n  \n")), "1 FILE-02; ");
  EXPECT_EQ(told(of(header_row())), "1 FILE-02; ");
  EXPECT_EQ(told(of("\xFF\xFE"
                    "u\0r\0n\0")),
            "1 FILE-01; ");
  EXPECT_EQ(told(of("urn;line;item;need\n1;2;3;4\n")), "1 FILE-01; ");
  EXPECT_EQ(told(of("urn\tline\titem\n1\t2\t3\n")), "1 FILE-01; ");
  std::string with_control = header_row() + row("") + row("line=B");
  with_control[with_control.size() - 10] = '\x01';
  const Assessment refused = of(with_control);
  EXPECT_EQ(told(refused), "3 FILE-01; ");
  EXPECT_EQ(refused.lines, 0u);
  EXPECT_FALSE(refused.accepted());
}

TEST_F(Assess, NamesTheColumnsThatAHeaderShouldHave) {
  const Assessment out = of("123456,ASD-DAY,placement\n");
  ASSERT_EQ(told(out), "1 FILE-02; ");
  EXPECT_EQ(out.findings[0].message,
            "no header row was found: one row must name the columns urn, line, item, provision, "
            "need, age_from, age_to, unit, units_per_year, unit_price, annual_price, education, "
            "boarding, care, health, vat_rate, effective_from, effective_to");
}

TEST_F(Assess, NamesEveryColumnThatIsMissingOrRepeatedAtOnce) {
  const Assessment out = of("urn,line,item,need,NEED,notes,x_own,status,Unit price\n");
  ASSERT_EQ(told(out), "1 FILE-02; 1 FILE-02; 1 FILE-02; 1 FILE-04 notes; ");
  EXPECT_EQ(out.findings[0].message,
            "required columns are missing: provision, age_from, age_to, unit, units_per_year, "
            "annual_price, education, boarding, care, health, vat_rate, effective_from, "
            "effective_to; add each of them to the header and to every row");
  EXPECT_EQ(out.findings[1].message, "a column is named more than once: NEED; keep one of each");
}

TEST_F(Assess, FindsTheHeaderBelowOtherLines) {
  const Assessment out = of("Fees for 2026,,\n\n" + header_row() + row(""));
  ASSERT_EQ(told(out), "3 FILE-02; ");
  EXPECT_EQ(out.findings[0].message,
            "the header is on line 3, below 1 row; delete what is above it, so that the header "
            "comes first");
  EXPECT_EQ(out.lines, 1u);
}

TEST_F(Assess, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(told(of("\xEF\xBB\xBF" + header_row() + row(""))), "");
  std::string carriage_returns = header_row() + row("") + row("line=B need=HI");
  std::replace(carriage_returns.begin(), carriage_returns.end(), '\n', '\r');
  EXPECT_EQ(told(of(carriage_returns)), "");
  EXPECT_EQ(told(of(header_row() + row("") + ",,,,,,,,,,,,,,,,,,,,\n,,,\n")), "");
  const Assessment windows = of(header_row() + row("line=Caf\xE9"));
  ASSERT_EQ(told(windows), "0 FILE-01; ");
  EXPECT_TRUE(windows.accepted());
}

TEST_F(Assess, ABrokenRowIsAnErrorOfThatRowAlone) {
  EXPECT_EQ(told(of(header_row() + "123456\n" + row("need=HI") + "a,\"b\n" + row("line=B"))),
            "2 FILE-03; 4 FILE-03; ");
  const std::string wide = header_row() + "1," + std::string(3 * row_limit_bytes, 'x') + "\n" +
                           row("line=B") + "\"" + std::string(2 * row_limit_bytes, 'y') + "\n" +
                           row("line=C need=HI");
  EXPECT_EQ(told(of(wide)), "2 FILE-03; 4 FILE-03; ");
  EXPECT_EQ(of(wide).lines, 4u);
}

TEST_F(Assess, CountsLastYearsFaultsButDoesNotReportThem) {
  const std::string previous = header_row() + row("unit_price=1e3 line=A") + "short\n" + row("");
  input.previous = read_from_memory(previous);
  const Assessment out = of(header_row() + row("effective_from=2026-09-01"));
  EXPECT_EQ(told(out), "");
  EXPECT_EQ(out.previous_unreadable, 2u);
  const std::string binary("\0\1\2", 3);
  input.previous = read_from_memory(binary);
  const Assessment unread = of(header_row() + row(""));
  EXPECT_EQ(told(unread), "");
  EXPECT_TRUE(std::any_of(unread.not_assessed.begin(), unread.not_assessed.end(),
                          [](const NotAssessed& each) {
                            return each.rule == "UNI-04" &&
                                   each.because.starts_with("last year's file could not be read");
                          }));
}

TEST_F(Assess, StaysQuickWhateverIsRepeated) {
  // Forty thousand lines of one school, one offer and one name; each pair of lines overlaps.
  std::string fees = header_row();
  const std::string one = row("");
  for (int i = 0; i < 40'000; ++i) fees += one;
  input.keep_findings = false;
  input.previous = read_from_memory(fees);
  EXPECT_EQ(of(fees).counts.at("FV-08"), 39'999u);
  // And forty thousand quotes that never close.
  std::string quotes = header_row();
  for (int i = 0; i < 40'000; ++i) quotes += "a\",\"b\n";
  input.previous = nullptr;
  EXPECT_EQ(of(quotes).counts.at("FILE-03"), 40'000u);
}

TEST_F(Assess, ReadsTypedLinesAndWritesThemBack) {
  const std::string fees = header_row() +
                           row("line='A, \"b\"' included=nursing;transport "
                               "notice_given=2026-01-02 vat_rate=20") +
                           row("unit_price=bad") + row("line=C units_per_year=38.5");
  const auto lines = read_fee_lines(read_from_memory(fees), book);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].physical_line, 2u);
  EXPECT_EQ(lines[1].physical_line, 4u);
  EXPECT_EQ(lines[0].line, "A, \"b\"");
  const std::string again = write_fee_file(lines, book.items());
  const auto back = read_fee_lines(read_from_memory(again), book);
  ASSERT_EQ(back.size(), 2u);
  EXPECT_EQ(write_fee_file(back, book.items()), again);
  EXPECT_EQ(back[1].units_hundredths, 3850);
}

}  // namespace
}  // namespace assize::pricing
