// Providers' applications to register schools: applied for, asked about, answered, and accepted
// with dated conditions or refused with reasons. Each step is an event with an entry in the log,
// and none is erased. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/access/caller.h"
#include "registry/applications/application_state.h"
#include "registry/applications/particulars.h"
#include "registry/registration/registration_store.h"

namespace assize::registry {

struct ApplicationEvent {
  ApplicationStep step = ApplicationStep::applied;
  pricing::Date on;
  std::string recorded_at;
  std::string account_id;
  std::string words;                            // the question, the answer, or the reasons
  std::optional<std::string> particulars_json;  // what it applied with, or an answer puts in place
  std::optional<pricing::Date> answer_by;       // of a question
  std::string commitment_random;                // hexadecimal; opens the log entry's body_sha256
  std::string receipt_json;
};

// Confidential to its organisation and the regulator.
struct RegisterApplication {
  std::string id;  // a ULID
  std::string organisation_id;
  std::string provider_id;
  ApplicationStatus status = ApplicationStatus::applied;
  std::string particulars_json;  // canonical, as they stand
  std::optional<pricing::Date> answer_by;
  std::optional<pricing::Urn> urn;  // none: not accepted, or it awaits its URN
  std::vector<ApplicationEvent> events;
  std::vector<RegistrationEvent> registration;  // what acceptance brought: conditions above all

  ApplicationStanding standing_on(pricing::Date day) const;
};

// {"provider", "particulars"}: the provider only where the regulator applies for it.
struct ApplyRequest {
  std::optional<std::string> provider_id;
  Particulars particulars;
};
Result<ApplyRequest> parse_apply_request(std::string_view json);
// By a provider for itself, or the administrator for any. Faults by place: "forbidden",
// "provider", "conflict" (a school of that name and postcode is applied for already, or 100 are
// under way).
Result<RegisterApplication> apply_to_register(Transaction& transaction, const Journal& journal,
                                              const Caller& caller, const ApplyRequest& request);

// What an officer or the provider says next of an application.
struct NewCondition {
  std::string words;
  std::optional<pricing::Date> due;
};
struct StepRequest {
  ApplicationStep step = ApplicationStep::asked;
  std::string words;
  std::optional<pricing::Date> answer_by;  // of a question; 28 days on, if left out
  std::optional<Particulars> particulars;  // an answer may correct them
  std::vector<NewCondition> conditions;    // of an acceptance
  std::optional<pricing::Urn> urn;         // of an acceptance, or by itself
};
// {"question", "answer_by"}, {"answer", "particulars"}, {"decision", "reasons", "conditions",
// "urn"}, {"reason"} and {"urn"}.
Result<StepRequest> parse_question(std::string_view json);
Result<StepRequest> parse_answer(std::string_view json);
Result<StepRequest> parse_application_decision(std::string_view json);
Result<StepRequest> parse_withdrawal(std::string_view json);
Result<StepRequest> parse_given_urn(std::string_view json);

// Questions, decisions and URNs are the regulator's; answers and withdrawals the provider's own, or
// the administrator's for it. Accepted with a URN, or given one later, the school is on the
// register as proposed to open, run by the provider. Faults by place: "forbidden", "not_found"
// (one that the caller may not see is as if it were not there), "conflict" (it cannot follow), or
// a member.
Result<RegisterApplication> take_step(Transaction& transaction, const Journal& journal,
                                      const Caller& caller, const std::string& id,
                                      const StepRequest& request);

std::optional<RegisterApplication> find_register_application(Connection& connection,
                                                             const std::string& id);
// The latest first, without their events; of some organisations, or of all; those before an id.
struct ApplicationFilter {
  std::optional<std::vector<std::string>> organisations;
  std::optional<ApplicationStatus> status;
  std::optional<std::string> before;
};
struct ApplicationPage {
  std::vector<RegisterApplication> applications;
  std::optional<std::string> next;  // the id that the next page is before
};
ApplicationPage list_register_applications(Connection& connection, const ApplicationFilter& filter,
                                           std::size_t count);

}  // namespace assize::registry
