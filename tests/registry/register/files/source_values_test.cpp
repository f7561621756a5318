#include "registry/register/files/source_values.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

// What the text reads as: a day, "none", or "fault".
std::string day_of(std::string_view text) {
  const auto day = parse_source_date(text);
  if (!day) return "fault";
  return *day ? (*day)->text() : "none";
}

TEST(SourceDate, ReadsEveryWayOfWritingADayAndKnowsTheSentinels) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"21-03-2024", "2024-03-21"},
      {"21/03/2024", "2024-03-21"},
      {"2024-03-21", "2024-03-21"},
      {"1/9/2026", "2026-09-01"},
      {"20240321", "2024-03-21"},
      {"", "none"},
      {"01-01-1900", "none"},
      {"99991231", "none"},
      {"31-12-9999", "none"},
      {"13-05-1582", "none"},
      {"02-01-1900", "1900-01-02"},
      {"29-02-2024", "2024-02-29"},
      {"29-02-2023", "fault"},
      {"31-04-2024", "fault"},
      {"00-01-2024", "fault"},
      {"01-13-2024", "fault"},
      {"1-1-24", "fault"},
      {"soon", "fault"},
      {"01-01-", "fault"},
      {"01-01-0000", "fault"},
      {"2024-03", "fault"},
      {"01-01-2024-", "fault"},
      {"--", "fault"},
      {"-1-01-2024", "fault"},
      {"01-01-3500", "fault"},
      {"0100000000001-01-2024", "fault"}};
  for (const auto& [text, expected] : cases) EXPECT_EQ(day_of(text), expected) << text;
}

TEST(PlainText, MakesNoBreakSpacesAndControlCharactersPlain) {
  EXPECT_EQ(plain_text("\xC2\xA0 KMS\xC2\xA0Kent\t\r\nLtd \xC2\xA0"), "KMS Kent Ltd");
  EXPECT_EQ(plain_text("Ysgol T\xC5\xB7 \xC3\xA0"), "Ysgol T\xC5\xB7 \xC3\xA0");
  EXPECT_EQ(plain_text(" \xC2\xA0"), "");
}

TEST(PaddedCode, MakesTwoAndZeroTwoTheSame) {
  EXPECT_EQ(padded_code("2", 2), "02");
  EXPECT_EQ(padded_code("02", 2), "02");
  EXPECT_EQ(padded_code("002", 2), "02");
  EXPECT_EQ(padded_code("102", 2), std::nullopt);
  EXPECT_EQ(padded_code("", 2), std::nullopt);
  EXPECT_EQ(padded_code("2a", 2), std::nullopt);
}

TEST(SourceLa, ReadsItsSentinelsAsNone) {
  EXPECT_EQ(*parse_source_la("999"), std::nullopt);
  EXPECT_EQ(*parse_source_la("000"), std::nullopt);
  EXPECT_EQ(*parse_source_la(""), std::nullopt);
  EXPECT_EQ(*parse_source_la("855"), "855");
  EXPECT_FALSE(parse_source_la("Kent"));
  EXPECT_FALSE(parse_source_la("1855"));
}

TEST(SourceUrn, HasSixDigits) {
  EXPECT_EQ(parse_source_urn("900001")->number(), 900001U);
  for (const char* text : {"", "12345", "1234567", "90000a", "-90001"}) {
    EXPECT_FALSE(parse_source_urn(text)) << text;
  }
}

}  // namespace
}  // namespace assize::registry
