// The events of registrations in the database: added with their log entry, and read on both axes of
// time. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/register/history/moment.h"
#include "registry/register/history/school_at.h"
#include "registry/registration/registration.h"

namespace assize::registry {

// Logs the event as "registration." and its code, with all but its words and reasons, to which the
// entry commits, and stores it; gives it its id, moment and receipt. Within a RegisterMoment.
RegistrationEvent add_registration_event(Transaction& transaction, const Journal& journal,
                                         RegistrationEvent event);

// A school's, or an application's, as they are now, each held until the transaction ends.
std::vector<RegistrationEvent> lock_registration_events(Connection& connection, pricing::Urn urn);
std::vector<RegistrationEvent> registration_events_of(Connection& connection, pricing::Urn urn,
                                                      const KnownAt& known);
std::vector<RegistrationEvent> events_of_application(Connection& connection, const std::string& id);
// The event that imposed a condition, held until the transaction ends, with what ended it.
struct LockedCondition {
  RegistrationEvent imposed;
  bool is_ended = false;
};
std::optional<LockedCondition> lock_condition(Connection& connection, const std::string& id);

// The events that were known then; none if no school of a type that is registered here was known by
// that URN.
std::optional<std::vector<RegistrationEvent>> find_registration_events(Connection& connection,
                                                                       pricing::Urn urn,
                                                                       const TwoTimes& times);
Registration read_registration_at(Connection& connection, pricing::Urn urn, const TwoTimes& times);
// By URN, of those of which anything is recorded.
std::unordered_map<std::uint32_t, std::vector<RegistrationEvent>> load_registration_events(
    Connection& connection);

}  // namespace assize::registry
