#include "registry/cases/case_steps.h"

#include <algorithm>
#include <set>

#include "registry/cases/case_deadlines.h"
#include "registry/cases/case_store.h"
#include "registry/cases/held_lines.h"
#include "registry/cases/working_days.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::size_t cases_at_once = 200;

bool is_decision(CaseStepKind step) {
  return step == CaseStepKind::decision || step == CaseStepKind::appeal_decision;
}

bool is_partys(CaseStepKind step) {
  return step == CaseStepKind::response || step == CaseStepKind::appeal ||
         step == CaseStepKind::withdrawal;
}

std::optional<Fault> refuse_role(const StepCommand& command) {
  const Role role = command.caller.role;
  if (is_partys(command.step)) {
    if (role == Role::provider && command.caller.provider_id) return std::nullopt;
    return Fault{"forbidden", "Only the provider whose prices they are may do this."};
  }
  if (is_decision(command.step)) {
    if (role == Role::approver || role == Role::administrator) return std::nullopt;
    return Fault{"forbidden", "Only an approver or an administrator may decide a case."};
  }
  if (is_regulator(role)) return std::nullopt;
  return Fault{"forbidden", "Only the regulator may do this."};
}

std::optional<Fault> refuse_words(const StepCommand& command) {
  if (command.words.size() > case_words_limit_bytes) {
    return Fault{"words", "This is longer than 10,000 bytes. Shorten it, or hand in a document."};
  }
  if (command.words.empty() && command.step != CaseStepKind::assigned) {
    return Fault{"words", "This is missing: every step but an assignment gives its reasons."};
  }
  if (is_decision(command.step) != command.disposition.has_value()) {
    return Fault{"disposition", is_decision(command.step)
                                    ? "This is missing: write approved, approved_as_modified or "
                                      "refused."
                                    : "Only a decision has a disposition."};
  }
  if (command.disposition == Disposition::withdrawn) {
    return Fault{"disposition", "Only the provider withdraws, by a step withdrawal."};
  }
  if (!is_decision(command.step) && !(command.modified.empty() && command.refused_lines.empty())) {
    return Fault{"lines", "Only a decision modifies lines."};
  }
  if (command.working_days && command.step != CaseStepKind::objection) {
    return Fault{"working_days", "Only an objection gives a time for its response."};
  }
  if (command.working_days &&
      (*command.working_days < 1 || *command.working_days > most_days_to_respond)) {
    return Fault{"working_days", "Give from 1 to 60 working days."};
  }
  return std::nullopt;
}

// Who opened the case, objected in it or decided it has had its say.
std::optional<Fault> refuse_same_person(Connection& connection, const Case& about,
                                        const StepCommand& command) {
  if (!is_decision(command.step)) return std::nullopt;
  const std::string& account = command.caller.account_id;
  if (about.opened_by == account) {
    return Fault{"forbidden", "You opened this case, so another person decides it."};
  }
  const auto step = connection.query_one(
      "SELECT kind FROM case_step WHERE case_id = ? AND account_id = ?"
      " AND kind IN ('objection', 'decision') LIMIT 1",
      {about.id, account});
  if (!step) return std::nullopt;
  return Fault{"forbidden", step->text(0) == "objection"
                                ? "You objected in this case, so another person decides it."
                                : "You made the decision, so another person decides the appeal."};
}

std::optional<Fault> refuse_turn(Connection& connection, const Case& about,
                                 const StepCommand& command, Date today) {
  if (command.version && *command.version != about.version) {
    return Fault{"conflict", "The case has moved on since you saw it (version " +
                                 std::to_string(*command.version) + "; now " +
                                 std::to_string(about.version) + "). " +
                                 last_step_words(connection, about)};
  }
  if (!after_step(about.standing(), command.step, command.disposition)) {
    return Fault{"conflict",
                 "A step " + std::string(code(command.step)) +
                     (command.disposition ? " (" + std::string(code(*command.disposition)) + ")"
                                          : std::string()) +
                     " cannot follow now. " + last_step_words(connection, about)};
  }
  if (command.step == CaseStepKind::decision && about.state == CaseState::objected &&
      command.disposition != Disposition::approved && about.escalation == 0 && about.due_on &&
      *about.due_on >= today) {
    return Fault{"conflict", "The provider may answer the objection until " + about.due_on->text() +
                                 ". Until then the case can only be approved as filed."};
  }
  if (command.step == CaseStepKind::appeal && about.due_on && *about.due_on < today) {
    return Fault{"conflict", "The last day to appeal was " + about.due_on->text() + "."};
  }
  return std::nullopt;
}

std::optional<Date> due_after(const Case& about, const StepCommand& command,
                              const CaseStanding& after, Date today) {
  switch (command.step) {
    case CaseStepKind::objection:
      return working_days_after(today, command.working_days.value_or(days_to_respond));
    case CaseStepKind::response:
      return working_days_after(today, days_after_response);
    case CaseStepKind::appeal:
      return working_days_after(today, days_to_decide_appeal);
    case CaseStepKind::decision:
      if (after.state == CaseState::decided) return working_days_after(today, days_to_appeal);
      return std::nullopt;
    case CaseStepKind::appeal_decision:
    case CaseStepKind::withdrawal:
      return std::nullopt;
    default:
      return about.due_on;
  }
}

std::optional<Fault> assign(Connection& connection, Case& about, const StepCommand& command) {
  if (command.step != CaseStepKind::assigned) return std::nullopt;
  if (!command.owner.empty()) {
    const auto account = connection.query_one(
        "SELECT 1 FROM account WHERE id = ? AND ended_at IS NULL"
        " AND role IN ('case_officer', 'approver', 'administrator')",
        {command.owner});
    if (!account) return Fault{"owner", "No officer of the regulator has that account."};
  }
  about.owner = command.owner;
  return std::nullopt;
}

CaseReader reader_of(const Caller& caller) {
  if (is_regulator(caller.role)) return {};
  return {caller.organisation_id};
}

}  // namespace

Result<Case> take_step(Transaction& transaction, const Journal& journal,
                       const StepCommand& command) {
  if (auto fault = refuse_role(command)) return *fault;
  if (auto fault = refuse_words(command)) return *fault;
  Connection& connection = transaction.connection();
  auto about = lock_case(connection, command.case_id, reader_of(command.caller));
  if (!about) return Fault{"not_found", "No case of yours has that id."};
  const Date today = london_date(journal.now());
  if (auto fault = refuse_turn(connection, *about, command, today)) return *fault;
  if (auto fault = refuse_same_person(connection, *about, command)) return *fault;
  if (auto fault = assign(connection, *about, command)) return *fault;

  StepToRecord record;
  record.step.kind = command.step;
  record.step.is_internal =
      command.step == CaseStepKind::note || command.step == CaseStepKind::assigned;
  record.step.account_id = command.caller.account_id;
  record.step.words = command.words;
  record.step.disposition = command.disposition;
  record.after = *after_step(about->standing(), command.step, command.disposition);
  record.due_on = due_after(*about, command, record.after, today);
  if (command.step == CaseStepKind::objection) record.step.due_on = record.due_on;
  if (command.step == CaseStepKind::assigned) record.step.details = command.owner;
  const bool settles_lines = is_decision(command.step) || command.step == CaseStepKind::withdrawal;
  if (settles_lines && about->kind == CaseKind::prior_approval) {
    const auto lines = held_lines_after(connection, *about, command);
    if (!lines) return lines.faults();
    LinesDecided decided = put_in_effect(transaction, *about, *lines);
    record.step.details = std::move(decided.details);
    record.published = std::move(decided.published);
  } else if (!command.modified.empty() || !command.refused_lines.empty()) {
    return Fault{"lines", "No line of this case is held, so none can be modified."};
  }
  // Whatever was missed is made good by an act of the party whose turn it was.
  if (command.step == CaseStepKind::response || settles_lines) about->escalation = 0;
  record_step(transaction, journal, *about, std::move(record));
  return *std::move(about);
}

Result<Case> take_step(Database& database, const Journal& journal, const StepCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return take_step(transaction, journal, command); });
}

Result<std::vector<Case>> take_step_in_all(Transaction& transaction, const Journal& journal,
                                           const StepCommand& command,
                                           const std::vector<std::string>& case_ids) {
  if (case_ids.empty() || case_ids.size() > cases_at_once) {
    return Fault{"cases", "Name from 1 to 200 cases."};
  }
  if (!command.modified.empty() || !command.refused_lines.empty() ||
      command.disposition == Disposition::approved_as_modified) {
    return Fault{"disposition", "Modifications are made in one case at a time."};
  }
  // In one order, so that two who act on the same cases do not hold each other up.
  const std::set<std::string> ordered(case_ids.begin(), case_ids.end());
  std::vector<Case> cases;
  for (const std::string& id : ordered) {
    StepCommand each = command;
    each.case_id = id;
    auto taken = take_step(transaction, journal, each);
    if (!taken) {
      const Fault& fault = taken.faults().front();
      return Fault{fault.place, "Case " + id + ": " + fault.message + " Nothing was done in any."};
    }
    cases.push_back(std::move(taken).value());
  }
  return cases;
}

}  // namespace assize::registry
