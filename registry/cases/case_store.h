// A case's rows, as its steps read and write them. Everything here runs in the caller's
// transaction. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/entry/canonical_json.h"
#include "registry/cases/case.h"
#include "registry/log/journal.h"

namespace assize::registry {

// The columns of `case_of`, from case_file c LEFT JOIN school s.
std::string_view case_select();
Case case_of(const Row& row);

// The case, held until the transaction ends, so that of two steps at one moment the second sees
// the first.
std::optional<Case> lock_case(Connection& connection, std::string_view id,
                              const CaseReader& reader);

// What a step says beside its own fields.
struct StepToRecord {
  CaseStep step;
  CaseStanding after;
  std::optional<pricing::Date> due_on;      // when the next step is due
  audit::CanonicalValue::Object published;  // more members of the entry's public part
};
// Logs and stores the step as the case's next, and writes the case as it stands after it: state,
// disposition, deadline, owner and escalation.
CaseStep record_step(Transaction& transaction, const Journal& journal, Case& about,
                     StepToRecord record);

// What the log entry of a step commits to.
std::string step_commitment_body(const Case& about, const CaseStep& step);

}  // namespace assize::registry
