#include "registry/register/approvals.h"

#include <algorithm>

namespace assize::registry {

std::optional<pricing::Date> approved_since(std::span<const ApprovalEvent> events,
                                            pricing::Date day) {
  std::vector<ApprovalEvent> ordered(events.begin(), events.end());
  std::ranges::sort(ordered, [](const ApprovalEvent& left, const ApprovalEvent& right) {
    return left.on != right.on ? left.on < right.on : left.granted < right.granted;
  });
  std::optional<pricing::Date> since;
  for (const ApprovalEvent& event : ordered) {
    if (event.on > day) break;
    if (!event.granted) {
      since.reset();
    } else if (!since) {
      since = event.on;
    }
  }
  return since;
}

std::unordered_map<std::uint32_t, std::vector<ApprovalEvent>> load_section41(
    Connection& connection) {
  std::unordered_map<std::uint32_t, std::vector<ApprovalEvent>> events;
  connection.query_each(
      "SELECT urn, event = 'granted', on_date FROM approval_event"
      " WHERE kind = 'section41' AND urn IS NOT NULL",
      {}, [&](const Row& row) {
        events[static_cast<std::uint32_t>(row.integer(0))].push_back(
            {row.integer(1) != 0, pricing::Date::parse(row.text(2)).value()});
      });
  return events;
}

}  // namespace assize::registry
