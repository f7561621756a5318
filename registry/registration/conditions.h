// The conditions on registrations: which stand, which are due, and reminders of them, each given
// once. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/registration/registration.h"

namespace assize::registry {

struct ConditionFilter {
  std::optional<ConditionState> state;  // any, if none
  // Of the schools that they run today, and their applications; of all, if none.
  std::optional<std::vector<std::string>> providers;
};
// Those of the day's states, the one that is due first before the others; at most 1,000. What is
// imposed from a later day is not there yet.
std::vector<Condition> list_conditions(Connection& connection, const ConditionFilter& filter,
                                       pricing::Date day);

// Logs "registration.condition_due_soon" and "registration.condition_overdue" for each condition of
// which that was not said before; says how many. Of several nodes that try, one does it.
int remind_of_conditions(Database& database, const Journal& journal);

}  // namespace assize::registry
