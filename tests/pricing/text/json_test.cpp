#include "pricing/text/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace assize::pricing {
namespace {

std::string first_fault(const std::string& text) {
  const auto result = parse_json(text);
  if (result.ok()) return "no fault";
  return result.faults().front().place + ": " + result.faults().front().message;
}

TEST(Json, KeepsNumbersAsText) {
  const auto value = *parse_json(
      R"([0, -7, 18446744073709551615, 18446744073709551616, 1.10, 1e3, 9007199254740993.0001])");
  std::vector<std::string> numbers;
  for (const auto& element : *value.array()) numbers.push_back(element.number()->text);
  EXPECT_EQ(numbers,
            (std::vector<std::string>{"0", "-7", "18446744073709551615", "18446744073709551616",
                                      "1.10", "1e3", "9007199254740993.0001"}));
}

TEST(Json, KeepsMembersInTheirOrder) {
  const auto value = *parse_json(R"({"b": true, "a": null, "c": {"d": "é\u0000"}})");
  ASSERT_NE(value.object(), nullptr);
  EXPECT_EQ(value.object()->at(0).first, "b");
  EXPECT_TRUE(*value.find("b")->boolean());
  EXPECT_TRUE(value.find("a")->is_null());
  EXPECT_EQ(*value.find("c")->find("d")->string(), std::string("é\0", 3));
  EXPECT_EQ(value.find("x"), nullptr);
  EXPECT_EQ(value.find("a")->find("x"), nullptr);
}

TEST(Json, ReportsEveryRepeatedKeyWithItsPath) {
  const auto faults =
      parse_json(R"({"x": [{"a": 1, "b": 2, "a": 3, "a": 4}, {"odd key": {}, "odd key": 0}],
                                     "x": 1})")
          .faults();
  EXPECT_EQ(faults, (Faults{{"$.x[0].a", "this key is here 3 times: write it once"},
                            {"$.x[1][\"odd key\"]", "this key is here 2 times: write it once"},
                            {"$.x", "this key is here 2 times: write it once"}}));
}

TEST(Json, ReportsAtMostAHundredRepeatedKeys) {
  std::string text = "[0";
  for (int count = 0; count < 150; ++count) text += R"(,{"a":1,"a":2})";
  const auto faults = parse_json(text + "]").faults();
  ASSERT_EQ(faults.size(), 101U);
  EXPECT_EQ(faults.back().message, "50 more keys are repeated");
}

TEST(Json, SaysWhereTheTextIsNotJson) {
  EXPECT_EQ(first_fault(""),
            "line 1, column 1: this is not JSON: unexpected end of input; "
            "expected '[', '{', or a literal");
  EXPECT_EQ(first_fault("{\n \"a\": NaN}"), "line 2, column 7: this is not JSON: invalid literal");
  EXPECT_EQ(first_fault("[1,]"),
            "line 1, column 4: this is not JSON: unexpected ']'; expected "
            "'[', '{', or a literal");
  EXPECT_EQ(first_fault("{} {}"),
            "line 1, column 4: this is not JSON: unexpected '{'; expected end of input");
  EXPECT_EQ(first_fault("\"\xff\""),
            "line 1, column 2: this is not JSON: invalid string: ill-formed UTF-8 byte");
  EXPECT_EQ(first_fault("[01]"),
            "line 1, column 3: this is not JSON: unexpected number literal; expected ']'");
  EXPECT_EQ(first_fault("[1e999]"), "line 1, column 6: this number is too large to be read");
  EXPECT_EQ(first_fault("// no comments\n1").substr(0, 15), "line 1, column ");
}

TEST(Json, RefusesNestingPastSixtyFour) {
  EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']')).ok());
  EXPECT_NE(first_fault(std::string(65, '[') + std::string(65, ']')).find("nested too deeply"),
            std::string::npos);
  EXPECT_FALSE(parse_json(std::string(10'000'000, '[')).ok());
}

TEST(Json, WritesStringsThatReadBackTheSame) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    std::string written;
    append_json_string(written, bytes);
    RC_ASSERT(parse_json(written).ok());
    // What was read is UTF-8, and so must come back as it was.
    const std::string text = *parse_json(written)->string();
    std::string again;
    append_json_string(again, text);
    RC_ASSERT(*parse_json(again)->string() == text);
    RC_ASSERT(again == written);
  }));
  std::string written;
  append_json_string(written, "a\"\\\n\r\t\x01 é😀\xff\xed\xa0\x80");
  EXPECT_EQ(written,
            "\"a\\\"\\\\\\n\\r\\t\\u0001 é😀\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace assize::pricing
