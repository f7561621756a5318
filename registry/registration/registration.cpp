#include "registry/registration/registration.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "pricing/exact/explain.h"

namespace assize::registry {
namespace {

using pricing::Date;
using Kind = RegistrationEventKind;
using Status = RegistrationStatus;

constexpr std::array<std::string_view, 9> event_codes{"registered",
                                                      "suspended",
                                                      "reinstated",
                                                      "removed",
                                                      "condition_imposed",
                                                      "condition_met",
                                                      "condition_lifted",
                                                      "childrens_home_registered",
                                                      "childrens_home_cancelled"};
constexpr std::array<std::string_view, 5> state_codes{"standing", "due_soon", "overdue", "met",
                                                      "lifted"};
constexpr std::array<std::string_view, 3> status_codes{"registered", "suspended", "removed"};

template <typename Code, std::size_t count>
Result<Code> parse(const std::array<std::string_view, count>& codes, std::string_view text) {
  const auto found = std::ranges::find(codes, text);
  if (found != codes.end()) return static_cast<Code>(found - codes.begin());
  std::string known;
  for (const std::string_view each : codes) known.append(known.empty() ? "" : ", ").append(each);
  return Fault{"", pricing::quoted(text) + " is not one of the codes: write one of " + known};
}

// Which events follow on each other: the status, one condition, or the children's home.
enum class Chain { status, condition, home };
Chain chain_of(Kind kind) {
  if (kind <= Kind::removed) return Chain::status;
  return kind <= Kind::condition_lifted ? Chain::condition : Chain::home;
}

Status status_after(Kind kind) {
  if (kind == Kind::suspended) return Status::suspended;
  return kind == Kind::removed ? Status::removed : Status::registered;
}

void end_condition(Registration& registration, const RegistrationEvent& event) {
  const auto found =
      std::ranges::find(registration.conditions, event.condition_id.value_or(""), &Condition::id);
  if (found == registration.conditions.end()) return;
  found->ended = event.on;
  found->was_lifted = event.kind == Kind::condition_lifted;
}

void apply(Registration& registration, const RegistrationEvent& event) {
  switch (event.kind) {
    case Kind::registered:
      registration.application_id = event.application_id;
      [[fallthrough]];
    case Kind::suspended:
    case Kind::reinstated:
    case Kind::removed:
      registration.status = status_after(event.kind);
      registration.since = event.on;
      return;
    case Kind::condition_imposed:
      registration.conditions.push_back({event.id, event.urn, event.application_id, event.words,
                                         event.on, event.due, std::nullopt, false});
      return;
    case Kind::condition_met:
    case Kind::condition_lifted:
      end_condition(registration, event);
      return;
    case Kind::childrens_home_registered:
      registration.childrens_home_since = event.on;
      registration.childrens_home_number = event.words;
      return;
    case Kind::childrens_home_cancelled:
      registration.childrens_home_since.reset();
      registration.childrens_home_number.clear();
      return;
  }
}

bool may_follow(Status status, Kind kind) {
  switch (kind) {
    case Kind::suspended:
      return status == Status::registered;
    case Kind::removed:
      return status != Status::removed;
    case Kind::reinstated:
      return status != Status::registered;
    default:
      return false;  // a school is registered by its source or its application alone
  }
}

}  // namespace

std::string_view code(Kind kind) { return event_codes.at(static_cast<std::size_t>(kind)); }
std::string_view code(ConditionState state) {
  return state_codes.at(static_cast<std::size_t>(state));
}
std::string_view code(Status status) { return status_codes.at(static_cast<std::size_t>(status)); }

Result<Kind> parse_registration_event(std::string_view text) {
  return parse<Kind>(event_codes, text);
}
Result<ConditionState> parse_condition_state(std::string_view text) {
  return parse<ConditionState>(state_codes, text);
}

ConditionState Condition::state_on(Date day) const {
  if (ended && *ended <= day) return was_lifted ? ConditionState::lifted : ConditionState::met;
  if (!due) return ConditionState::standing;
  if (*due < day) return ConditionState::overdue;
  return *due - day <= due_soon_days ? ConditionState::due_soon : ConditionState::standing;
}

Registration registration_on(std::vector<RegistrationEvent> events, Date day) {
  std::ranges::sort(events, [](const RegistrationEvent& left, const RegistrationEvent& right) {
    return std::tie(left.on, left.id) < std::tie(right.on, right.id);
  });
  Registration registration;
  for (const RegistrationEvent& event : events) {
    if (event.on <= day) apply(registration, event);
  }
  return registration;
}

std::optional<Fault> refuse_event(const Registration& registration, Kind kind) {
  if (kind == Kind::condition_imposed) {
    if (registration.status != Status::removed) return std::nullopt;
    return Fault{"conflict", "A registration that is removed takes no condition."};
  }
  if (chain_of(kind) == Chain::home) {
    const bool is_home = registration.childrens_home_since.has_value();
    if (is_home == (kind == Kind::childrens_home_cancelled)) return std::nullopt;
    return Fault{"conflict", is_home ? "It is registered as a children's home already."
                                     : "It is not registered as a children's home."};
  }
  if (may_follow(registration.status, kind)) return std::nullopt;
  return Fault{"conflict", "A school that is " + std::string(code(registration.status)) +
                               " cannot be " + std::string(code(kind)) + "."};
}

std::optional<Date> last_of_chain(const std::vector<RegistrationEvent>& events, Kind kind) {
  std::optional<Date> last;
  for (const RegistrationEvent& event : events) {
    if (chain_of(event.kind) == chain_of(kind) && (!last || event.on > *last)) last = event.on;
  }
  return last;
}

}  // namespace assize::registry
