#include "pricing/text/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "pricing/text/csv_rows.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

// The rows as text: "3:a|b" a row, "!" after the line where it has a problem.
std::string read(std::string_view bytes) {
  std::string out;
  const auto table = read_csv(
      bytes, [](const CsvTable&) { return Result<bool>(true); },
      [&out](const CsvRow& row) {
        out += std::to_string(row.line) + (row.problem.empty() ? ":" : "!");
        for (std::size_t i = 0; i < row.fields.size(); ++i) {
          if (i > 0) out += '|';
          out += row.fields[i];
        }
        out += ' ';
      });
  return table.ok() ? out : "fault " + table.faults()[0].message;
}

TEST(Csv, ReadsAnyLineEndAndSkipsBlankLines) {
  EXPECT_EQ(read("a,b\n1,2\r\n3,4\r\r\n  \n5,6"), "2:1|2 3:3|4 6:5|6 ");
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a,b\r1,2\r3,4"),
            "2:1|2 3:3|4 ");
}

TEST(Csv, QuotedFieldsHoldCommasQuotesAndLineBreaks) {
  EXPECT_EQ(read("a,b\n\"x,\"\"y\"\"\",\"p\nq\r\nr\rs\"\n3,4\n"), "2:x,\"y\"|p\nq\r\nr\rs 6:3|4 ");
}

TEST(Csv, DropsSpacesAndNoBreakSpacesAroundValues) {
  EXPECT_EQ(read("a,b\n  1 ,\xC2\xA0"
                 "2\xC2\xA0 \n\" 3 \",4\n"),
            "2:1|2 3:3|4 ");
}

TEST(Csv, ABrokenRowIsAProblemOfThatRowAlone) {
  EXPECT_EQ(read("a,b\n1\n2,2,2\n3,3\n"), "2!1 3!2|2|2 4:3|3 ");
  EXPECT_EQ(read("a,b\nx\"y,1\n3,3\n"), "2!x\"y,1 3:3|3 ");
  EXPECT_EQ(read("a,b\n\"x\"y,\"1\n3,3\n"), "2!\"x\"y,\"1 3:3|3 ");
  EXPECT_EQ(read("a,b\n\"p\nq\"z,\"1\n3,3\n"), "2!\"p\nq\"z,\"1 4:3|3 ");
}

TEST(Csv, AQuoteThatNeverClosesTakesOnlyItsOwnLine) {
  EXPECT_EQ(read("a,b\n1,\"x\n2,2\n3,3"), "2!1,\"x 3:2|2 4:3|3 ");
  const std::string far = "a,b\n\"1," + std::string(row_limit_bytes, 'y') + "\n2,2\n\"3\",3\n";
  EXPECT_EQ(read(far).substr(0, 2), "2!");
  EXPECT_TRUE(read(far).ends_with(" 3:2|2 4:3|3 "));
}

TEST(Csv, ARowOverTheLimitIsAProblemOfThatRowAlone) {
  const std::string text = "a,b\n1," + std::string(row_limit_bytes, 'y') + "\n2,2\n";
  EXPECT_TRUE(read(text).starts_with("2!"));
  EXPECT_TRUE(read(text).ends_with(" 3:2|2 "));
}

TEST(Csv, RefusesWhatIsNotCommaSeparatedText) {
  EXPECT_EQ(read(""), "fault the file is empty; its first row must name the columns");
  EXPECT_TRUE(read("a;b\n1;2\n").starts_with("fault the columns are not separated by commas"));
  EXPECT_TRUE(read("a\tb\n1\t2\n").starts_with("fault the columns are not separated by commas"));
  EXPECT_TRUE(read("\xFF\xFE"
                   "a")
                  .starts_with("fault the file is UTF-16"));
  EXPECT_TRUE(read(std::string_view("a,b\n1,\0\n", 8))
                  .starts_with("fault the file is not text: it has a byte 0 on line 2"));
  EXPECT_TRUE(read("a,\"b\n1,2\n").starts_with("fault the header cannot be read"));
}

TEST(Csv, ReadsWindows1252WhereItIsNotUtf8) {
  EXPECT_EQ(read("a,b\nCaf\xE9,\x80"
                 "5 \x96 9\xA0\n"),
            "2:Café|€5 – 9 ");
}

TEST(Csv, WrittenFieldsReadBack) {
  EXPECT_TRUE(rc::check("a field that is written reads back", [](const std::string& drawn) {
    std::string value;
    for (const char c : drawn) value += is_control(c) || (c & 0x80) ? '"' : c;
    std::string file = "a,b\nx,";
    append_csv_field(file, value);
    file += "\n";
    RC_ASSERT(read(file) == "2:x|" + std::string(trimmed(value)) + " ");
  }));
}

// Reading in pieces must give what reading whole gives, wherever the pieces end.
TEST(CsvRowReader, IsIncompleteUntilARowIsWhole) {
  const std::string text = "a,\"b\r\nc\"\r\nd,e\rf\"g,h\r\n\"i,\"\"j\"\n\n\"k\nl,m";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    std::vector<std::string> rows;
    std::size_t from = 0;
    std::uint64_t line = 1;
    for (const bool last : {false, true}) {
      const auto piece = std::string_view(text).substr(from, last ? text.npos : cut - from);
      CsvRowReader reader(piece, line, last);
      while (reader.next() == CsvRowReader::Next::row) {
        rows.push_back(std::to_string(reader.line()) + ":" + std::string(reader.raw()));
      }
      from += reader.position();
      line = reader.next_line();
    }
    const std::vector<std::string> expected{"1:a,\"b\r\nc\"", "3:d,e", "4:f\"g,h",
                                            "5:\"i,\"\"j\"",  "7:\"k", "8:l,m"};
    ASSERT_EQ(rows, expected) << "cut at " << cut;
  }
}

}  // namespace
}  // namespace assize::pricing
