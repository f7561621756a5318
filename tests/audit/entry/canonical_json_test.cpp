#include "audit/entry/canonical_json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace assize::audit {
namespace {

using Array = CanonicalValue::Array;
using Object = CanonicalValue::Object;

TEST(CanonicalJson, ReadsItsOwnSpelling) {
  const char* const cases[] = {
      "null",
      "true",
      "false",
      "0",
      "-1",
      "9007199254740991",
      "-9007199254740991",
      R"("")",
      R"("a/b\"\\\b\t\n\f\r\u0000\u001f")",
      "\"\x7f \xc2\xa3 \xe2\x82\xac \xf0\x9f\x98\x80\"",
      "[]",
      "[1,[2],{}]",
      "{}",
      R"({"":1,"a":{"b":[]},"b":null})",
      R"({"10":1,"9":2})",
  };
  for (const char* const text : cases) {
    const auto value = parse_canonical(text);
    ASSERT_TRUE(value.ok()) << text << ": " << value.reason();
    EXPECT_EQ(canonical_text(*value), text);
  }
}

TEST(CanonicalJson, RefusesEveryOtherSpelling) {
  const std::string cases[] = {
      "",
      " ",
      " 1",
      "1 ",
      "1\n",
      "-0",
      "00",
      "01",
      "+1",
      "1.0",
      "1.5",
      "1e3",
      "--1",
      "1-",
      "-",
      "9007199254740992",
      "-9007199254740992",
      "99999999999999999999",
      "NaN",
      "nul",
      "True",
      "nulll",
      "[1, 2]",
      "[1,]",
      "[,1]",
      "[1",
      "[1}",
      "{",
      R"({"a":1,})",
      R"({"a" :1})",
      R"({"a"})",
      R"({a:1})",
      R"({"b":1,"a":2})",
      R"({"a":1,"a":1})",
      R"("a)",
      R"("\/")",
      R"("\u0041")",
      R"("\u0008")",
      R"("\u000A")",
      R"("\u001F")",
      R"("\u00)",
      R"("\u0022")",
      R"("\x")",
      "\"\\",
      "\"\n\"",
      std::string("\"\0\"", 3),
      "\"\x80\"",
      "\"\xc0\xaf\"",
      "\"\xed\xa0\x80\"",
      "\"\xf4\x90\x80\x80\"",
      "\"\xe2\x82\"",
      "\xef\xbb\xbf"
      "1",
      "{}{}",
      "1,2",
  };
  for (const std::string& text : cases) EXPECT_FALSE(parse_canonical(text).ok()) << text;
}

TEST(CanonicalJson, SaysWhereAndWhat) {
  EXPECT_EQ(parse_canonical(R"({"a":1.5})").reason(),
            R"(not canonical JSON at byte 6: expected "," or "}" in an object)");
  EXPECT_EQ(parse_canonical(R"([1,01])").reason(),
            "not canonical JSON at byte 3: expected an object, array, string, integer, true, false "
            "or null, with no spaces");
}

// The keys of RFC 8785 section 3.2.3, which byte order would put otherwise: U+1F600 is a surrogate
// pair and so comes before U+FB33.
TEST(CanonicalJson, SortsKeysByUtf16CodeUnits) {
  const Object object{{"\xe2\x82\xac", "Euro Sign"},
                      {"\r", "Carriage Return"},
                      {"\xef\xac\xb3", "Hebrew Letter Dalet With Dagesh"},
                      {"1", "One"},
                      {"\xf0\x9f\x98\x80", "Emoji: Grinning Face"},
                      {"\xc2\x80", "Control"},
                      {"\xc3\xb6", "Latin Small Letter O With Diaeresis"}};
  EXPECT_EQ(canonical_text(object),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\","
            "\"\xc3\xb6\":\"Latin Small Letter O With Diaeresis\",\"\xe2\x82\xac\":\"Euro Sign\","
            "\"\xf0\x9f\x98\x80\":\"Emoji: Grinning Face\","
            "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}");
  EXPECT_TRUE(parse_canonical(canonical_text(object)).ok());
  EXPECT_FALSE(parse_canonical("{\"\xef\xac\xb3\":1,\"\xf0\x9f\x98\x80\":1}").ok());
}

TEST(CanonicalJson, DoesNotWriteWhatItWouldNotRead) {
  EXPECT_THROW(canonical_text(std::int64_t{1} << 53), std::invalid_argument);
  EXPECT_THROW(canonical_text("\xff"), std::invalid_argument);
  EXPECT_THROW(canonical_text(Object{{"\xff", 1}}), std::invalid_argument);
}

TEST(CanonicalJson, NestsSixtyFourLevelsAndNoMore) {
  CanonicalValue value = 1;
  for (int level = 1; level < 64; ++level) value = Array{value};
  EXPECT_TRUE(parse_canonical(canonical_text(value)).ok());
  EXPECT_THROW(canonical_text(Array{value}), std::invalid_argument);
  EXPECT_FALSE(parse_canonical("[" + canonical_text(value) + "]").ok());
  EXPECT_FALSE(parse_canonical(std::string(1'000'000, '[')).ok());
}

std::string any_text() {
  std::string text;
  const auto count = *rc::gen::inRange(0, 6);
  for (int at = 0; at < count; ++at) {
    text += *rc::gen::element<std::string>("a", "Z", "\"", "\\", "/", "\n", std::string(1, '\0'),
                                           "\x1f", "\x7f", "\xc2\xa3", "\xef\xbf\xbd",
                                           "\xf0\x9f\x98\x80");
  }
  return text;
}

CanonicalValue any_value(int depth) {
  switch (*rc::gen::inRange(0, depth > 3 ? 4 : 6)) {
    case 0:
      return {};
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return *rc::gen::inRange<std::int64_t>(-9007199254740991, 9007199254740992);
    case 3:
      return any_text();
    case 4: {
      Array array;
      for (int left = *rc::gen::inRange(0, 4); left > 0; --left)
        array.push_back(any_value(depth + 1));
      return array;
    }
    default: {
      Object object;
      for (int left = *rc::gen::inRange(0, 4); left > 0; --left) {
        object[any_text()] = any_value(depth + 1);
      }
      return object;
    }
  }
}

bool same(const CanonicalValue& left, const CanonicalValue& right) {
  if (left.held().index() != right.held().index()) return false;
  if (left.array()) {
    return std::equal(left.array()->begin(), left.array()->end(), right.array()->begin(),
                      right.array()->end(), same);
  }
  if (left.object()) {
    return std::equal(left.object()->begin(), left.object()->end(), right.object()->begin(),
                      right.object()->end(), [](const auto& one, const auto& other) {
                        return one.first == other.first && same(one.second, other.second);
                      });
  }
  if (left.string()) return *left.string() == *right.string();
  if (left.integer()) return *left.integer() == *right.integer();
  const auto* truth = std::get_if<bool>(&left.held());
  return truth == nullptr || *truth == *std::get_if<bool>(&right.held());
}

RC_GTEST_PROP(CanonicalJson, GivesBackTheValueThatWasWritten, ()) {
  const CanonicalValue value = any_value(1);
  const std::string text = canonical_text(value);
  const auto read = parse_canonical(text);
  RC_ASSERT(read.ok());
  RC_ASSERT(same(*read, value));
}

}  // namespace
}  // namespace assize::audit
