// The fees that an impact is measured on, as plain values: schools, and the lines of each. Values
// only; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pricing/rules/band_judgement.h"

namespace assize::pricing {

// One fee in force. Small, and side by side in memory, for there may be millions.
struct ImpactLine {
  LinePrices prices;
  std::int64_t units_hundredths = 0;  // units_per_year × 100
  Date effective_from;
  std::uint16_t item = 0;  // a place in ImpactMarket::items
  Provision provision{};
  Need need{};
  Unit unit{};
  std::uint8_t age_from = 0;
  std::uint8_t age_to = 0;
};

// A place in a table of the caller's own, of providers, groups or regions; or none.
using Tag = std::uint32_t;
inline constexpr Tag no_tag = 0xFFFFFFFF;

struct ImpactSchool {
  std::uint32_t urn = 0;
  std::optional<LaCode> la;  // none: the register does not say
  Tag provider = no_tag;
  Tag group = no_tag;
  Tag region = no_tag;
  std::size_t line_begin = 0;  // its lines stand together in ImpactMarket::lines
  std::size_t line_end = 0;
};

struct ImpactMarket {
  std::vector<std::string> items;  // codes; editions number theirs each in its own way
  std::vector<ImpactSchool> schools;
  std::vector<ImpactLine> lines;
  std::size_t providers = 0;  // how many the caller's tables have
  std::size_t groups = 0;
  std::size_t regions = 0;
};

}  // namespace assize::pricing
