#include "pricing/exact/quick_decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "pricing/exact/code_table.h"
#include "pricing/exact/codes.h"

namespace assize::pricing {
namespace {

std::optional<std::int64_t> quickly(std::string_view text) {
  std::int64_t amount = -1;
  if (!read_hundredths_quickly(text, amount)) {
    EXPECT_EQ(amount, -1) << text;  // what was not read is left as it was
    return std::nullopt;
  }
  return amount;
}

TEST(QuickDecimal, ReadsEveryAmountAsTheSlowReaderDoes) {
  EXPECT_TRUE(rc::check([] {
    const auto digits = *rc::gen::inRange<std::size_t>(0, 14);
    std::string text = *rc::gen::container<std::string>(digits, rc::gen::inRange<char>('0', ':'));
    const auto places = *rc::gen::inRange<std::size_t>(0, 4);
    if (places > 0) {
      text += '.';
      text += *rc::gen::container<std::string>(places - 1, rc::gen::inRange<char>('0', ':'));
    }
    // Half of them have a letter spoilt.
    if (!text.empty() && *rc::gen::arbitrary<bool>()) {
      text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::oneOf(
          rc::gen::arbitrary<char>(), rc::gen::element<char>('/', ':', '.', '0', '-'));
    }
    RC_ASSERT(quickly(text) == read_hundredths(text));
  }));
}

TEST(QuickDecimal, RefusesAnyOtherByteAnywhere) {
  for (std::string text : {"7", "38", "195", "5.25", "85.50", "123.45", "2480.30", "94251.40",
                           "120114.96", "1234567.89", "12345678.90", "123456789.01"}) {
    EXPECT_EQ(quickly(text), read_hundredths(text)) << text;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char was = text[at];
      for (int byte = 0; byte < 256; ++byte) {
        text[at] = static_cast<char>(byte);
        EXPECT_EQ(quickly(text), read_hundredths(text)) << text;
      }
      text[at] = was;
    }
  }
}

template <typename Code, std::size_t count>
void expect_as_read_code(const std::array<std::string_view, count>& codes) {
  const CodeTable<Code, count> table(codes);
  for (const std::string_view code : codes) {
    EXPECT_EQ(table.find(code), read_code<Code>(codes, code)) << code;
    // And every text that differs from it in one byte.
    std::string text(code);
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        text[at] = static_cast<char>(byte);
        EXPECT_EQ(table.find(text), read_code<Code>(codes, text)) << text;
      }
      text[at] = code[at];
    }
  }
  EXPECT_EQ(table.find(""), std::nullopt);
}

TEST(CodeTable, FindsWhatComparingWithEachFinds) {
  expect_as_read_code<Provision>(provision_codes);
  expect_as_read_code<Need>(need_codes);
  expect_as_read_code<Unit>(unit_codes);
}

}  // namespace
}  // namespace assize::pricing
