#include "pricing/text/text_kinds.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

void expect_as_twins(const std::string& text) {
  const TextKinds kinds = kinds_of_text(text);
  EXPECT_EQ(kinds.control, find_control(text).has_value()) << text.size() << " bytes";
  EXPECT_EQ(kinds.utf8, is_utf8(text)) << text.size() << " bytes";
}

TEST(TextKinds, AreThoseOfEachByteInEachPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < 140; ++at) {
      std::string text(140, 'x');
      text[at] = static_cast<char>(byte);
      expect_as_twins(text);
    }
  }
}

TEST(TextKinds, AreWhatTheSlowTwinsSay) {
  const std::vector<std::string> pieces{"plain, ",
                                        "£",
                                        "€",
                                        "\xF0\x9F\x8F\xAB",
                                        "\xC2",
                                        "\x80",
                                        "\xED\xA0\x80",
                                        "\t",
                                        "\r\n",
                                        "\x01",
                                        "\x7F",
                                        std::string(1, '\0'),
                                        std::string(50, 'y'),
                                        std::string(63, 'z')};
  EXPECT_TRUE(rc::check([&] {
    // Mostly of good pieces, so that what is bad stands anywhere among them.
    const auto count = *rc::gen::inRange<std::size_t>(0, 40);
    const auto bad = *rc::gen::inRange<std::size_t>(0, 80);
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      const auto good = *rc::gen::element<std::size_t>(0, 1, 2, 3, 7, 8, 12, 13);
      text += pieces[i == bad ? *rc::gen::inRange<std::size_t>(0, pieces.size()) : good];
    }
    RC_ASSERT(kinds_of_text(text).control == find_control(text).has_value());
    RC_ASSERT(kinds_of_text(text).utf8 == is_utf8(text));
  }));
}

TEST(TextKinds, HoldASequenceThatCrossesABlock) {
  for (std::size_t before = 60; before < 70; ++before) {
    const std::string start(before, 'x');
    EXPECT_TRUE(kinds_of_text(start + "€" + std::string(80, 'x')).utf8);
    EXPECT_FALSE(kinds_of_text(start + "\xE2\x82" + std::string(80, 'x')).utf8);
    EXPECT_FALSE(kinds_of_text(start + "\xE2\x82").utf8);
    EXPECT_TRUE(kinds_of_text(start + "€\x01" + std::string(80, 'x')).control);
    // Once it is known not to be UTF-8, control bytes are still found.
    EXPECT_TRUE(kinds_of_text(start + "\xFF" + std::string(80, 'x') + "\x01").control);
  }
}

}  // namespace
}  // namespace assize::pricing
