#include "registry/geography/postcodes.h"

#include <gtest/gtest.h>

namespace assize::registry {
namespace {

TEST(Postcodes, KnowTheFormsOfAPostcode) {
  for (const char* text : {"M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB",
                           "yo10 5dd", "YO105DD", " YO10  5DD "}) {
    EXPECT_TRUE(pack_postcode(text)) << text;
  }
  EXPECT_EQ(pack_postcode("yo10 5dd"), pack_postcode("YO105DD"));
  EXPECT_NE(pack_postcode("W1 1AA"), pack_postcode("W11 1AA"));
  for (const char* text : {"", "YO10", "YO10 5D", "YO10 DD5", "1YO 5DD", "YOO 5DD", "YO10-5DD",
                           "ABC1 5DD", "YO100 5DD", "\xC3\x89 5DD", "M1 1A\xC2\xA0"}) {
    EXPECT_FALSE(pack_postcode(text)) << text;
  }
  for (const char* text : {"M1", "YO10", "W1A", "ec1a"})
    EXPECT_TRUE(pack_outward_code(text)) << text;
  for (const char* text : {"", "M", "YO", "YO1000", "10", "YO10 5DD", "W1!"}) {
    EXPECT_FALSE(pack_outward_code(text)) << text;
  }
}

class PostcodeTableTest : public ::testing::Test {
 protected:
  PostcodeTable table_{{{*pack_postcode("W1 1AA"), {100, 100}},
                        {*pack_postcode("W11 1AA"), {9'000, 9'000}},
                        {*pack_postcode("W1 2AA"), {201, 300}},
                        {*pack_postcode("YO10 5DD"), {1, 1}},
                        {*pack_postcode("YO10 5DD"), {461'000, 450'000}}}};
};

TEST_F(PostcodeTableTest, GivesThePointThatWasGivenLast) {
  EXPECT_EQ(table_.size(), 4U);
  EXPECT_EQ(table_.find("yo10 5dd")->point, (GridPoint{461'000, 450'000}));
  EXPECT_TRUE(table_.find("YO10 5DD")->is_exact);
}

// "W11 1AA" stands between the two postcodes of W1 and is none of them.
TEST_F(PostcodeTableTest, GivesTheMeanOfAnOutwardCode) {
  EXPECT_EQ(table_.find("W1")->point, (GridPoint{150, 200}));
  EXPECT_EQ(table_.find("W11")->point, (GridPoint{9'000, 9'000}));
  EXPECT_EQ(table_.find("W1 9ZZ")->point, (GridPoint{150, 200}));
  EXPECT_FALSE(table_.find("W1 9ZZ")->is_exact);
  EXPECT_FALSE(table_.find("SW1A 1AA"));
  EXPECT_FALSE(table_.find("nowhere"));
  EXPECT_FALSE(PostcodeTable().find("W1"));
}

}  // namespace
}  // namespace assize::registry
