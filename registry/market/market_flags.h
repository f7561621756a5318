// Reading the market's flags: those that stand, those that were closed, and as they were known at a
// moment. They tell what councils buy, so they are the regulator's alone; that is the caller's to
// see to. Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/result.h"
#include "registry/database/database.h"

namespace assize::registry {

struct MarketFlag {
  std::uint64_t id = 0;
  std::string rule, severity;
  std::string commissioner, need, region, holder, urn;  // empty where it is not of one
  std::string name, column, value, limit, message;
  std::string working_json;  // an array of sentences
  std::string opened_on;     // the day of the run that opened it, or opened it again
  std::optional<std::string> closed_on;
  std::string run_id;  // that found it so, or that closed it
};

enum class FlagState : std::uint8_t { open, closed, all };
inline constexpr std::array<std::string_view, 3> flag_state_codes{"open", "closed", "all"};
Result<FlagState> parse_flag_state(std::string_view text);

struct MarketFlagFilter {
  FlagState state = FlagState::open;
  std::optional<std::string> rule = {};
  std::optional<std::string> commissioner = {};
  std::optional<pricing::Need> need = {};
  std::optional<pricing::Urn> urn = {};
  std::optional<std::string> known_at = {};  // 2026-03-31T09:15:02Z
};
struct MarketFlagPage {
  std::vector<MarketFlag> flags;
  std::optional<std::uint64_t> next;  // `after` of the page that follows
};
// In the order in which they were first opened.
MarketFlagPage list_market_flags(Connection& connection, const MarketFlagFilter& filter,
                                 std::optional<std::uint64_t> after, std::size_t limit);

}  // namespace assize::registry
