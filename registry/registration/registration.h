// What stands of a school's registration: dated events, and what they make it on a day. Values
// only; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/result.h"

namespace assize::registry {

enum class RegistrationEventKind : std::uint8_t {
  registered,
  suspended,
  reinstated,
  removed,
  condition_imposed,
  condition_met,
  condition_lifted,
  childrens_home_registered,
  childrens_home_cancelled
};
std::string_view code(RegistrationEventKind kind);
Result<RegistrationEventKind> parse_registration_event(std::string_view text);

struct RegistrationEvent {
  std::string id;                             // a ULID
  std::optional<pricing::Urn> urn;            // none until an accepted application has one
  std::optional<std::string> application_id;  // of what came by an application
  RegistrationEventKind kind = RegistrationEventKind::registered;
  pricing::Date on;
  std::optional<pricing::Date> due;         // of a condition that is imposed
  std::optional<std::string> condition_id;  // of a condition that is met or lifted
  std::string words;    // the condition's text, or the home's registration number; public
  std::string reasons;  // the regulator's alone, as is what opens the commitment
  std::string account_id;
  std::string recorded_at;
  std::string commitment_random;  // hexadecimal; opens the log entry's body_sha256
  std::string receipt_json;
};

enum class ConditionState : std::uint8_t { standing, due_soon, overdue, met, lifted };
std::string_view code(ConditionState state);
Result<ConditionState> parse_condition_state(std::string_view text);
inline constexpr std::int32_t due_soon_days = 14;

struct Condition {
  std::string id;
  std::optional<pricing::Urn> urn;
  std::optional<std::string> application_id;
  std::string words;
  pricing::Date imposed;
  std::optional<pricing::Date> due;
  std::optional<pricing::Date> ended;  // the day on which it was met or lifted
  bool was_lifted = false;
  // due_soon from 14 days before its day, that day included; overdue from the day after it.
  ConditionState state_on(pricing::Date day) const;
};

enum class RegistrationStatus : std::uint8_t { registered, suspended, removed };
std::string_view code(RegistrationStatus status);

struct Registration {
  RegistrationStatus status = RegistrationStatus::registered;
  std::optional<pricing::Date> since;         // none where no event tells
  std::optional<std::string> application_id;  // by which the school came
  std::vector<Condition> conditions;          // in the order in which they were imposed
  std::optional<pricing::Date> childrens_home_since;
  std::string childrens_home_number;
  // May be admitted to a lot.
  bool is_in_force() const { return status == RegistrationStatus::registered; }
};
// After the events that hold on the day; by day, and of one day in the order of their ids. A school
// of which nothing is recorded is registered.
Registration registration_on(std::vector<RegistrationEvent> events, pricing::Date day);

// Why an event cannot follow on what stands after all that is recorded, whatever its day; none if
// it can. suspended follows on registered; removed on registered and suspended; reinstated on
// suspended and removed, since a removal may be quashed. The place is "conflict".
std::optional<Fault> refuse_event(const Registration& registration, RegistrationEventKind kind);
// The day of the last event of the same chain: of the status, or of the children's home.
std::optional<pricing::Date> last_of_chain(const std::vector<RegistrationEvent>& events,
                                           RegistrationEventKind kind);

}  // namespace assize::registry
