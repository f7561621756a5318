#include "pricing/text/field_ends.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/text/same_text.h"

namespace assize::pricing {
namespace {

// Texts of few letters, so that marks are many; of length 0 to a few blocks.
std::string random_text(std::size_t most) {
  const auto size = *rc::gen::inRange<std::size_t>(0, most + 1);
  return *rc::gen::container<std::string>(
      size, rc::gen::element<char>(',', '"', '\n', '\r', ' ', 'a', 'b', '+', '-', '\xA0', '\x7F'));
}

TEST(FieldEnds, MarksOfABlockAreThoseOfItsBytes) {
  EXPECT_TRUE(rc::check([] {
    const std::string block =
        *rc::gen::container<std::string>(block_bytes, rc::gen::arbitrary<char>());
    RC_ASSERT(marks_of(block.data()).ends == marks_by_bytes(block.data()).ends);
    RC_ASSERT(marks_of(block.data()).commas == marks_by_bytes(block.data()).commas);
    RC_ASSERT(marks_of(block.data()).spaced == marks_by_bytes(block.data()).spaced);
  }));
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < block_bytes; ++at) {
      std::string block(block_bytes, 'x');
      block[at] = static_cast<char>(byte);
      const BlockMarks marks = marks_of(block.data());
      const bool ends = byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
      EXPECT_EQ(marks.ends, ends ? std::uint64_t{1} << at : 0) << byte << " at " << at;
      EXPECT_EQ(marks.commas, byte == ',' ? std::uint64_t{1} << at : 0) << byte << " at " << at;
      EXPECT_EQ(marks.spaced, byte == ' ' || byte >= 0x80) << byte << " at " << at;
    }
  }
}

TEST(FieldEnds, FindsEveryEndInOrderAndKnowsOfEverySpace) {
  EXPECT_TRUE(rc::check([] {
    const std::string text = random_text(300);
    const char* const end = text.data() + text.size();
    FieldEnds ends(text.data(), end);
    const char* from = text.data();
    for (;;) {
      ends.forget_spaces();
      const char* const found = ends.next(from);
      const char* slow = from;
      bool spaced = false;
      for (; slow != end && std::string_view(",\"\n\r").find(*slow) == std::string_view::npos;
           ++slow) {
        spaced |= *slow == ' ' || (*slow & 0x80) != 0;
      }
      RC_ASSERT(found - text.data() == slow - text.data());
      RC_ASSERT(ends.spaced() || !spaced);
      if (found == end) break;
      // Now and then some marks are passed over, as those inside quotes are.
      from = found + 1;
      from += *rc::gen::inRange<std::ptrdiff_t>(0, 3) == 0 ? std::min<std::ptrdiff_t>(5, end - from)
                                                           : 0;
    }
  }));
}

// From any place, block by block, up to the first mark that is no comma.
TEST(FieldEnds, TakesTheFieldsThatCommasEnd) {
  EXPECT_TRUE(rc::check([] {
    const std::string text = random_text(300);
    const char* const end = text.data() + text.size();
    const char* const from = text.data() + *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    std::vector<std::string> slow;
    const char* slow_start = from;
    for (const char* at = from;
         at != end && std::string_view("\"\n\r").find(*at) == std::string_view::npos; ++at) {
      if (*at != ',') continue;
      slow.emplace_back(slow_start, at);
      slow_start = at + 1;
    }
    FieldEnds ends(text.data(), end);
    ends.skip_to(from);
    std::vector<std::string> fields;
    const char* start = from;
    for (;; ends.next_block()) {
      std::array<std::string_view, block_bytes> taken;
      std::string_view* last = taken.data();
      start = ends.take_commas(start, last);
      fields.insert(fields.end(), taken.data(), last);
      if (ends.has_marks() || ends.is_last_block()) break;
    }
    RC_ASSERT(fields == slow);
    RC_ASSERT(start == slow_start);
  }));
}

TEST(FieldEnds, GoesBackWhenAsked) {
  const std::string text = "a,b" + std::string(100, 'x') + ",c";
  FieldEnds ends(text.data(), text.data() + text.size());
  EXPECT_EQ(ends.next(text.data()) - text.data(), 1);
  EXPECT_EQ(ends.next(text.data() + 2) - text.data(), 103);
  ends.seek(text.data());
  EXPECT_EQ(ends.next(text.data()) - text.data(), 1);
}

TEST(SameText, SaysWhatEqualsSays) {
  EXPECT_TRUE(rc::check([] {
    const std::string one = random_text(40);
    std::string other = *rc::gen::arbitrary<bool>() ? one : random_text(40);
    if (!other.empty() && *rc::gen::arbitrary<bool>()) {
      ++other[*rc::gen::inRange<std::size_t>(0, other.size())];
    }
    RC_ASSERT(same_text(one, other) == (one == other));
  }));
  // A difference at each place of each length is seen.
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::string one(size, 'a');
    EXPECT_TRUE(same_text(one, std::string(size, 'a')));
    EXPECT_FALSE(same_text(one, std::string(size - 1, 'a')));
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = one;
      other[at] = 'b';
      EXPECT_FALSE(same_text(one, other)) << size << " at " << at;
    }
  }
}

}  // namespace
}  // namespace assize::pricing
