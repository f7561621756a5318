#include "pricing/result.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace assize {
namespace {

Result<int> refused() { return Faults{{"a", "first"}, {"b", "second"}}; }

TEST(Result, HandsOverTheFaultsOfATemporary) {
  static_assert(std::is_same_v<decltype(refused().faults()), Faults>);
  std::string places;
  for (const Fault& fault : refused().faults()) places += fault.place;  // they outlive the Result
  EXPECT_EQ(places, "ab");
  EXPECT_TRUE(Result<int>(1).faults().empty());
}

TEST(Result, LendsTheFaultsOfAVariable) {
  const Result<int> result = refused();
  static_assert(std::is_same_v<decltype(result.faults()), const Faults&>);
  EXPECT_EQ(&result.faults(), &result.faults());
  EXPECT_EQ(result.faults().size(), 2U);
}

}  // namespace
}  // namespace assize
