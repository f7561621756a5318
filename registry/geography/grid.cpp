#include "registry/geography/grid.h"

#include <charconv>

namespace assize::registry {
namespace {

constexpr std::int32_t greatest_easting = 700'000;
constexpr std::int32_t greatest_northing = 1'300'000;
constexpr std::int32_t greatest_tenths = 5'000;

// The metres in a tenth of a mile are 160.9344: squared, 25,899.88110336.
constexpr std::int64_t tenth_squared_whole = 25'899;
constexpr std::int64_t tenth_squared_rest = 88'110'336;  // hundred-millionths
constexpr std::int64_t rest_scale = 100'000'000;
constexpr std::int64_t millimetres_in_a_mile = 1'609'344;

std::optional<std::int32_t> whole_number(std::string_view text, std::int32_t most) {
  std::int32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [after, problem] = std::from_chars(text.data(), end, number);
  if (problem != std::errc() || after != end || number < 0 || number > most) return std::nullopt;
  return number;
}

// The greatest whole number whose square is not above `square`.
std::int64_t whole_root(std::int64_t square) {
  std::int64_t root = 0;
  for (std::int64_t bit = std::int64_t{1} << 30; bit != 0; bit >>= 1) {
    if ((root + bit) * (root + bit) <= square) root += bit;
  }
  return root;
}

}  // namespace

std::optional<GridPoint> parse_grid_point(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto easting = whole_number(text.substr(0, comma), greatest_easting);
  const auto northing = whole_number(text.substr(comma + 1), greatest_northing);
  if (!easting || !northing) return std::nullopt;
  return GridPoint{*easting, *northing};
}

Result<Miles> Miles::parse(std::string_view text) {
  const Fault fault{
      "", "Write the distance in miles, from 0.1 to 500, with at most one decimal place."};
  const std::size_t point = text.find('.');
  const auto whole = whole_number(text.substr(0, point), greatest_tenths / 10);
  if (!whole) return fault;
  std::int32_t tenths = *whole * 10;
  if (point != std::string_view::npos) {
    const std::string_view decimals = text.substr(point + 1);
    const auto tenth = decimals.size() == 1 ? whole_number(decimals, 9) : std::nullopt;
    if (!tenth) return fault;
    tenths += *tenth;
  }
  if (tenths == 0 || tenths > greatest_tenths) return fault;
  return Miles(tenths);
}

Miles Miles::nearest(std::int64_t metres_squared) {
  // A million times the square metres are square millimetres.
  const std::int64_t millimetres = whole_root(metres_squared * 1'000'000);
  return Miles(static_cast<std::int32_t>((millimetres * 10 + millimetres_in_a_mile / 2) /
                                         millimetres_in_a_mile));
}

std::int64_t Miles::reach_squared() const {
  const std::int64_t squared = std::int64_t{tenths_} * tenths_;
  return squared * tenth_squared_whole + squared * tenth_squared_rest / rest_scale;
}

std::string Miles::text() const {
  return std::to_string(tenths_ / 10) + "." + std::to_string(tenths_ % 10);
}

}  // namespace assize::registry
