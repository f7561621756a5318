// Distances on the national grid, in whole centimetres and compared by their squares: 20 miles are
// exactly 3,218,688 centimetres, and no root is taken. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "pricing/market/market_facts.h"

namespace assize::pricing {

inline constexpr std::int64_t twenty_miles_centimetres = 3'218'688;
inline constexpr std::int64_t twenty_miles_squared =
    twenty_miles_centimetres * twenty_miles_centimetres;
inline constexpr std::int64_t easting_limit_metres = 700'000;
inline constexpr std::int64_t northing_limit_metres = 1'300'000;

// In square centimetres; below 2.2 × 10^16 for any two places on the grid.
constexpr std::int64_t squared_distance(GridPosition one, GridPosition other) {
  const std::int64_t east = other.easting_centimetres - one.easting_centimetres;
  const std::int64_t north = other.northing_centimetres - one.northing_centimetres;
  return east * east + north * north;
}

// Exactly 20 miles is within them.
constexpr bool is_within_twenty_miles(GridPosition one, GridPosition other) {
  return squared_distance(one, other) <= twenty_miles_squared;
}

// Centimetres as metres, "32186.88", and square centimetres as square metres, "1035995243.3344".
std::string metres_text(std::int64_t centimetres);
std::string square_metres_text(std::int64_t square_centimetres);

}  // namespace assize::pricing
