// The lists of facts that the rules on the market read, by the names that their file gives them.
// Values only; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assize::pricing {

enum class MarketList : std::uint8_t { schools, placements, vacancies, inspections, standings };
inline constexpr std::size_t market_list_count = 5;
inline constexpr std::array<std::string_view, market_list_count> market_list_names{
    "schools", "placements", "vacancies", "inspections", "standings"};

// A set of them, one bit each.
using MarketLists = std::uint8_t;
template <typename... Several>
constexpr MarketLists market_lists(Several... several) {
  return static_cast<MarketLists>((0U | ... | (1U << static_cast<unsigned>(several))));
}
constexpr bool holds(MarketLists lists, MarketList list) {
  return (lists & market_lists(list)) != 0;
}

}  // namespace assize::pricing
