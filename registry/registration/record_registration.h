// Suspending, reinstating and removing a school's registration, imposing and ending conditions on
// it, and its registration as a children's home; by an officer of the regulator. Nothing is erased.
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registry/access/caller.h"
#include "registry/registration/registration_store.h"

namespace assize::registry {

struct RegistrationRequest {
  RegistrationEventKind kind = RegistrationEventKind::suspended;
  std::optional<pricing::Date> on;  // from which day it holds; today if left out
  std::string condition;            // the text of one that is imposed
  std::optional<pricing::Date> due;
  std::string number;  // the children's home's, with its inspectorate
  std::string reasons;
};
// {"event", "on", "reasons", "condition", "due", "number"}. Reports every fault with its JSON path.
Result<RegistrationRequest> parse_registration_request(std::string_view json);

// Logged as "registration.suspended" and so on. Faults by place: "forbidden" (not the regulator),
// "urn" (no such school of a regulated type), "conflict" (it cannot follow on what stands), or a
// member.
Result<RegistrationEvent> record_registration(Transaction& transaction, const Journal& journal,
                                              const Caller& caller, pricing::Urn urn,
                                              const RegistrationRequest& request);
Result<RegistrationEvent> record_registration(Database& database, const Journal& journal,
                                              const Caller& caller, pricing::Urn urn,
                                              const RegistrationRequest& request);

// How a condition ended: {"outcome": "met" or "lifted", "on", "reasons"}.
struct ConditionOutcome {
  RegistrationEventKind kind = RegistrationEventKind::condition_met;
  std::optional<pricing::Date> on;
  std::string reasons;
};
Result<ConditionOutcome> parse_condition_outcome(std::string_view json);
// Faults by place: "forbidden", "not_found", "conflict" (it has ended), "on", "reasons".
Result<RegistrationEvent> end_condition(Transaction& transaction, const Journal& journal,
                                        const Caller& caller, const std::string& id,
                                        const ConditionOutcome& outcome);
Result<RegistrationEvent> end_condition(Database& database, const Journal& journal,
                                        const Caller& caller, const std::string& id,
                                        const ConditionOutcome& outcome);

// Why a condition's public text or day cannot be taken; none if they can.
std::optional<Fault> refuse_condition(std::string_view text,
                                      const std::optional<pricing::Date>& due, pricing::Date on,
                                      pricing::Date today);

}  // namespace assize::registry
