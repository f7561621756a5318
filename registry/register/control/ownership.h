// Who ran a school and who controlled a provider over time, as it was known at a moment.
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/register/control/control_change.h"

namespace assize::registry {

struct RunningOfSchool {
  std::uint32_t urn = 0;
  std::string school;  // its name; empty if it was not known
  std::string provider_id, provider_name;
  std::string group_id, group_name;  // as they were known; empty for none
  std::string from;                  // yyyy-mm-dd
  std::optional<std::string> to;
};

struct Ownership {
  std::vector<RunningOfSchool> runnings;  // by day, then by URN
  std::vector<ControlChange> changes;     // of the school or provider, by day
};
// Empty if nothing was known of it.
Ownership ownership_of_school(Connection& connection, pricing::Urn urn, const KnownAt& known);

struct ProviderOwnership {
  std::string id, name;
  std::string group_id, group_name;
  Ownership ownership;
};
// None if it was not known.
std::optional<ProviderOwnership> ownership_of_provider(Connection& connection,
                                                       const std::string& id, const KnownAt& known);

}  // namespace assize::registry
