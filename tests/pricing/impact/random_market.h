// Random editions and fees that crowd one another: few kinds of line, prices at limits. The same
// for the same seed.
#pragma once

#include <random>
#include <string>

#include "pricing/impact/market.h"

namespace assize::pricing::testing {

class RandomMarket {
 public:
  explicit RandomMarket(std::uint32_t seed) : random_(seed) {}

  RuleBook book();
  ImpactMarket market(std::size_t schools, std::size_t lines_each);
  bool one_in(int count) { return between(1, count) == 1; }
  int between(int low, int high) {
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
  }

 private:
  std::string band(int number);
  Pounds price();
  ImpactLine line();

  std::mt19937 random_;
};

}  // namespace assize::pricing::testing
