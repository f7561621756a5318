#include "registry/filings/json_fees.h"

#include <gtest/gtest.h>

#include <string>

namespace assize::registry {
namespace {

const std::string header =
    "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,"
    "education,boarding,care,health,vat_rate,effective_from,effective_to,notice_given,included,"
    "new_provision";

TEST(JsonFees, BecomesAFeeFileWithOneLineForEachObject) {
  const auto csv = fees_from_json(
      R"({"lines": [{"line": "A, \"day\"", "urn": "123456", "unit_price": "63150.40",)"
      R"( "x_ref": "r1"},)"
      R"( {"urn": "123457", "need": "ASD", "included": null, "x_other": "o"}]})");
  ASSERT_TRUE(csv) << csv.faults()[0].message;
  EXPECT_EQ(*csv, header +
                      ",x_ref,x_other\n"
                      "123456,\"A, \"\"day\"\"\",,,,,,,,63150.40,,,,,,,,,,,,r1,\n"
                      "123457,,,,ASD,,,,,,,,,,,,,,,,,,o\n");
}

struct BadCase {
  const char* body;
  const char* place;
  const char* message;  // a part of it
};

TEST(JsonFees, RefusesWhatIsNotOfTheForm) {
  for (const BadCase& each : {
           BadCase{"[]", "$", "not an object"},
           BadCase{"{}", "$.lines", "no lines"},
           BadCase{R"({"lines": []})", "$.lines", "no lines"},
           BadCase{R"({"lines": {}})", "$.lines", "no lines"},
           BadCase{R"({"lines": [1]})", "$.lines[0]", "not an object"},
           BadCase{R"({"lines": [{"urn": "1"}], "colour": 1})", "$.colour", "not known"},
           BadCase{R"({"lines": [{"urn": 123456}]})", "$.lines[0].urn", "string: \"123456\""},
           BadCase{R"({"lines": [{}, {"unit_price": 63150.40}]})", "$.lines[1].unit_price",
                   "string: \"63150.40\""},
           BadCase{R"({"lines": [{"colour": "red"}]})", "$.lines[0].colour", "x_"},
           BadCase{R"({"lines": [{"x_Colour": "red"}]})", "$.lines[0].x_Colour", "x_"},
           BadCase{R"({"lines": [{"included": ["nursing"]}]})", "$.lines[0].included", "\";\""},
           BadCase{R"({"lines": [{"line": true}]})", "$.lines[0].line", "not a string"},
           BadCase{R"({"lines": [{"line": "a\nb"}]})", "$.lines[0].line", "line break"},
       }) {
    const auto csv = fees_from_json(each.body);
    ASSERT_FALSE(csv) << each.body;
    EXPECT_EQ(csv.faults()[0].place, each.place) << each.body;
    EXPECT_NE(csv.faults()[0].message.find(each.message), std::string::npos)
        << each.body << ": " << csv.faults()[0].message;
  }
}

TEST(JsonFees, NamesEveryFaultAtOnce) {
  const auto csv = fees_from_json(R"({"lines": [{"urn": 1, "need": 2}, {"colour": "red"}]})");
  ASSERT_FALSE(csv);
  EXPECT_EQ(csv.faults().size(), 3U);
}

TEST(JsonFees, CountsTheFaultsPastAThousand) {
  std::string body = R"({"lines": [)";
  for (int count = 0; count < 1500; ++count) {
    if (count > 0) body += ',';
    body += R"({"urn": 1})";
  }
  const auto csv = fees_from_json(body + "]}");
  ASSERT_FALSE(csv);
  ASSERT_EQ(csv.faults().size(), 1001U);
  EXPECT_EQ(csv.faults().back().message, "There are 500 more faults like these.");
}

TEST(JsonFees, RefusesMoreThanAHundredColumnsOfItsOwn) {
  std::string body = R"({"lines": [{"urn": "123456")";
  for (int count = 0; count < 101; ++count) body += ", \"x_" + std::to_string(count) + "\": \"v\"";
  const auto csv = fees_from_json(body + "}]}");
  ASSERT_FALSE(csv);
  EXPECT_EQ(csv.faults()[0].place, "$.lines[0].x_100");
}

}  // namespace
}  // namespace assize::registry
