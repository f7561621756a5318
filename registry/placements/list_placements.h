// Reading placements: a page at a time, all as a file, or the history of one. On two axes of time:
// what holds on a day, and what was known at a moment. Who may see them is the caller's to say.
// Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/database/database.h"
#include "registry/placements/placement.h"

namespace assize::registry {

struct PlacementFilter {
  std::optional<pricing::LaCode> council = {};
  std::optional<pricing::Urn> urn = {};
  std::optional<pricing::Date> as_at = {};   // live on that day, and not withdrawn
  std::optional<std::string> known_at = {};  // as recorded at that moment: 2026-03-31T09:15:02Z
};

struct PlacementPage {
  std::vector<CallOff> placements;
  std::optional<std::uint64_t> next;  // `after` of the page that follows
};
// In the order in which they were first recorded.
PlacementPage list_placements(Connection& connection, const PlacementFilter& filter,
                              std::optional<std::uint64_t> after, std::size_t limit);

// The form's CSV, which can be imported again, by council and reference.
void export_placements(Connection& connection, const PlacementFilter& filter,
                       const std::function<void(std::string_view)>& write);

// A placement as a command left it.
struct PlacementVersion {
  CallOff placement;
  std::string record_id;
  std::string account_id;
  std::string recorded_at;
  std::string why;
};
// The latest first; empty if there is no such placement.
std::vector<PlacementVersion> placement_history(Connection& connection, pricing::LaCode council,
                                                std::string_view reference);

// A moment as the interfaces take it: a day, or a day and a time in UTC.
Result<std::string> parse_known_at(std::string_view text);

}  // namespace assize::registry
