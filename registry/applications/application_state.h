// What may become of an application to register a school, step by step. Values only; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "pricing/result.h"

namespace assize::registry {

enum class ApplicationStep : std::uint8_t {
  applied,
  asked,
  answered,
  accepted,
  refused,
  withdrawn,
  urn_given
};
enum class ApplicationStatus : std::uint8_t {
  applied,
  asked,
  answered,
  accepted,
  refused,
  withdrawn
};
std::string_view code(ApplicationStep step);
std::string_view code(ApplicationStatus status);
std::optional<ApplicationStep> application_step_of_code(std::string_view text);
Result<ApplicationStatus> parse_application_status(std::string_view text);

struct ApplicationStanding {
  ApplicationStatus status = ApplicationStatus::applied;
  bool answer_is_late = false;  // a question's day has gone by
  bool has_urn = false;
};

// A given URN leaves it accepted.
ApplicationStatus status_after(ApplicationStep step);
// Why the step cannot follow; none if it can. The place is "conflict". asked, accepted, refused and
// withdrawn follow on applied and answered; answered and withdrawn on asked, and refused too once
// the answer is late; urn_given, once, on accepted.
std::optional<Fault> refuse_step(const ApplicationStanding& standing, ApplicationStep step);

}  // namespace assize::registry
