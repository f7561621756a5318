// What each reader accepts, and what it says of the rest, from messages.txt.
#include <gtest/gtest.h>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "tests/pricing/text_table.h"

namespace assize::pricing {
namespace {

template <typename T, typename Show>
std::string answer(const Result<T>& result, Show show) {
  return result.ok() ? "ok " + std::string(show(*result)) : result.faults().front().message;
}

std::string answer_of(const std::string& form, const std::string& text) {
  const auto shown = [](const auto& value) { return value.text(); };
  const auto coded = [](const auto& value) { return code(value); };
  if (form == "pounds") return answer(Pounds::parse(text), shown);
  if (form == "percent") {
    return answer(Ratio::parse_percent(text), [](const Ratio& r) { return r.percent_text(); });
  }
  if (form == "factor") {
    return answer(Ratio::parse_factor(text), [](const Ratio& r) { return r.factor_text(); });
  }
  if (form == "date") return answer(Date::parse(text), shown);
  if (form == "provision") return answer(parse_provision(text), coded);
  if (form == "need") return answer(parse_need(text), coded);
  if (form == "unit") return answer(parse_unit(text), coded);
  if (form == "urn") return answer(Urn::parse(text), shown);
  if (form == "la") return answer(LaCode::parse(text), shown);
  return "no such form: " + form;
}

TEST(Messages, AreAsTheTableSays) {
  for (const TableRow& row : read_table("tests/pricing/exact/messages.txt")) {
    ASSERT_EQ(row.fields.size(), 3U) << "line " << row.line;
    EXPECT_EQ(answer_of(row.fields[0], row.fields[1]), row.fields[2]) << "line " << row.line;
  }
}

TEST(Messages, AreShortForAHugeText) {
  const std::string huge(10'000'000, '1');
  EXPECT_LT(Pounds::parse(huge).faults().front().message.size(), 200U);
  EXPECT_LT(Date::parse(huge).faults().front().message.size(), 200U);
  EXPECT_LT(parse_need(huge).faults().front().message.size(), 300U);
  EXPECT_LT(Urn::parse(huge).faults().front().message.size(), 200U);
}

}  // namespace
}  // namespace assize::pricing
