// The steps of a case, each one command in one transaction with its entry in the log. Two at the
// same moment wait for each other, and the second is told what happened. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pricing/exact/date.h"
#include "registry/cases/case.h"
#include "registry/log/journal.h"

namespace assize::registry {

inline constexpr std::size_t case_words_limit_bytes = 10'000;

// A held line as it is to take effect: never dearer than filed, in any part, and never earlier.
struct ModifiedLine {
  std::string line;
  std::optional<pricing::Pounds> unit_price, annual_price, education, boarding, care, health;
  std::optional<pricing::Date> effective_from;
};

struct StepCommand {
  Caller caller;
  std::string case_id;
  CaseStepKind step = CaseStepKind::note;
  std::string words;                       // needed but for an assignment
  std::optional<std::uint32_t> version;    // of the case as whoever acts saw it
  std::optional<Disposition> disposition;  // of a decision, and of an appeal's
  std::string owner;                       // of an assignment; empty: nobody's
  std::optional<int> working_days;         // of an objection: for the response
  // Of an approval as modified: lines that take effect otherwise than filed, and lines that do not.
  std::vector<ModifiedLine> modified;
  std::vector<std::string> refused_lines;
};

// objection, note, assigned, decision and appeal_decision are the regulator's; response, appeal and
// withdrawal are the party's. A decision is made by an approver or an administrator who neither
// opened the case nor objected in it, and, on appeal, did not make the decision appealed against.
// While an objection may still be answered nothing but an approval as filed is decided. Faults by
// place: "forbidden", "not_found", "conflict" (it cannot follow, or the case has moved on: says
// what happened), or the field that is wrong. Internal steps and others' cases are not found.
Result<Case> take_step(Transaction& transaction, const Journal& journal,
                       const StepCommand& command);
Result<Case> take_step(Database& database, const Journal& journal, const StepCommand& command);

// The same step in each of the cases, all or none; at most 200. Modifications are for one case.
Result<std::vector<Case>> take_step_in_all(Transaction& transaction, const Journal& journal,
                                           const StepCommand& command,
                                           const std::vector<std::string>& case_ids);

// Raises every case whose deadline has passed: it is noted, flagged, and given a new deadline; and
// from the second time on nobody's, so that the whole office sees it. Never decides. Says how many.
std::size_t escalate_cases(Database& database, const Journal& journal);

}  // namespace assize::registry
