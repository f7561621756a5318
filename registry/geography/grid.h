// Places on the national grid and the straight-line distance between them, in whole numbers all the
// way: "within 20 miles" is an exact question. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pricing/result.h"

namespace assize::registry {

// Ordnance Survey easting and northing in metres.
struct GridPoint {
  std::int32_t easting = 0;
  std::int32_t northing = 0;
  auto operator<=>(const GridPoint&) const = default;
};

// The point of "460000,452000"; none if the text is no such pair, or lies outside Great Britain.
std::optional<GridPoint> parse_grid_point(std::string_view text);

// In square metres.
constexpr std::int64_t distance_squared(GridPoint from, GridPoint to) {
  const std::int64_t east = std::int64_t{from.easting} - to.easting;
  const std::int64_t north = std::int64_t{from.northing} - to.northing;
  return east * east + north * north;
}

// A distance in tenths of a mile; a mile is exactly 1,609.344 m.
class Miles {
 public:
  // "20" or "2.5": more than none, at most 500, at most one decimal place.
  static Result<Miles> parse(std::string_view text);
  static constexpr Miles from_tenths(std::int32_t tenths) { return Miles(tenths); }
  // A distance as it is shown. Rounding point: to the nearest tenth, a half up.
  static Miles nearest(std::int64_t metres_squared);
  // Whether a distance is at most this one; exact.
  bool reaches(std::int64_t metres_squared) const { return metres_squared <= reach_squared(); }
  // The square metres that are just within it.
  std::int64_t reach_squared() const;
  std::int32_t tenths() const { return tenths_; }
  std::string text() const;  // "2.5"
  auto operator<=>(const Miles&) const = default;

 private:
  constexpr explicit Miles(std::int32_t tenths) : tenths_(tenths) {}
  std::int32_t tenths_;
};

}  // namespace assize::registry
