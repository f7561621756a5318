#include "registry/applications/application_state.h"

#include <algorithm>
#include <array>
#include <string>

#include "pricing/exact/explain.h"

namespace assize::registry {
namespace {

using Status = ApplicationStatus;
using Step = ApplicationStep;

constexpr std::array<std::string_view, 7> step_codes{"applied", "asked",     "answered", "accepted",
                                                     "refused", "withdrawn", "urn_given"};
constexpr std::array<std::string_view, 6> status_codes{"applied",  "asked",   "answered",
                                                       "accepted", "refused", "withdrawn"};

struct Allowed {
  Status from;
  Step step;
};
constexpr Allowed allowed[] = {
    {Status::applied, Step::asked},     {Status::applied, Step::accepted},
    {Status::applied, Step::refused},   {Status::applied, Step::withdrawn},
    {Status::answered, Step::asked},    {Status::answered, Step::accepted},
    {Status::answered, Step::refused},  {Status::answered, Step::withdrawn},
    {Status::asked, Step::answered},    {Status::asked, Step::withdrawn},
    {Status::asked, Step::refused},      // once the answer is late
    {Status::accepted, Step::urn_given}  // once
};

std::string what_may_follow(Status status) {
  std::string steps;
  for (const Allowed& each : allowed) {
    if (each.from == status) steps.append(steps.empty() ? "" : ", ").append(code(each.step));
  }
  return steps.empty() ? "Nothing follows on that." : "What may follow on that: " + steps + ".";
}

}  // namespace

std::string_view code(Step step) { return step_codes.at(static_cast<std::size_t>(step)); }
std::string_view code(Status status) { return status_codes.at(static_cast<std::size_t>(status)); }

std::optional<Step> application_step_of_code(std::string_view text) {
  const auto found = std::ranges::find(step_codes, text);
  if (found == step_codes.end()) return std::nullopt;
  return static_cast<Step>(found - step_codes.begin());
}

Result<Status> parse_application_status(std::string_view text) {
  const auto found = std::ranges::find(status_codes, text);
  if (found != status_codes.end()) return static_cast<Status>(found - status_codes.begin());
  return Fault{"status", pricing::quoted(text) +
                             " is no status: write applied, asked, answered, accepted, refused or "
                             "withdrawn"};
}

Status status_after(Step step) {
  return step == Step::urn_given ? Status::accepted : static_cast<Status>(step);
}

std::optional<Fault> refuse_step(const ApplicationStanding& standing, Step step) {
  if (standing.status == Status::asked && step == Step::refused && !standing.answer_is_late) {
    return Fault{"conflict",
                 "The provider still has time to answer the question: decide when it has, or when "
                 "the day has gone by."};
  }
  if (standing.status == Status::accepted && step == Step::urn_given && standing.has_urn) {
    return Fault{"conflict", "The school has its URN already."};
  }
  const bool is_allowed = std::ranges::any_of(allowed, [&](const Allowed& each) {
    return each.from == standing.status && each.step == step;
  });
  if (is_allowed) return std::nullopt;
  return Fault{"conflict", "An application at \"" + std::string(code(standing.status)) +
                               "\" cannot go to \"" + std::string(code(step)) + "\". " +
                               what_may_follow(standing.status)};
}

}  // namespace assize::registry
