// Whether a school is approved on a day, from the events of its approval in date order. Pure but
// for load_approvals; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "pricing/exact/date.h"
#include "registry/database/database.h"

namespace assize::registry {

struct ApprovalEvent {
  bool granted = false;  // else revoked
  pricing::Date on;
  bool operator==(const ApprovalEvent&) const = default;
};

// The day from which the school has been approved without a break, if it is approved on `day`. The
// last event on or before the day decides. Of two on one day the grant comes last: the list's
// grants are the approvals that stand, and a school that was revoked and granted on one day was
// approved afresh. None where no event is as early as `day`: of an approval that was revoked the
// list gives no first day.
std::optional<pricing::Date> approved_since(std::span<const ApprovalEvent> events,
                                            pricing::Date day);

// The section 41 events of every school that has a URN, by URN.
std::unordered_map<std::uint32_t, std::vector<ApprovalEvent>> load_section41(
    Connection& connection);

}  // namespace assize::registry
