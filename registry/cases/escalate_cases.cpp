#include "registry/cases/case_deadlines.h"
#include "registry/cases/case_steps.h"
#include "registry/cases/case_store.h"
#include "registry/cases/working_days.h"
#include "registry/filings/london_date.h"

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::size_t cases_in_a_run = 1000;
constexpr int most_escalations = 200;

// Of several nodes that try, the later ones find it done.
bool escalate(Transaction& transaction, const Journal& journal, const std::string& id, Date today) {
  auto about = lock_case(transaction.connection(), id, {});
  if (!about || !is_live(about->state) || !about->due_on || *about->due_on >= today) return false;
  const Date missed = *about->due_on;
  if (about->escalation < most_escalations) ++about->escalation;
  if (about->escalation > 1) about->owner.clear();
  StepToRecord record;
  record.step.kind = CaseStepKind::escalated;
  record.step.account_id = "system";
  record.step.words =
      std::string(about->state == CaseState::objected ? "The objection was not answered by "
                                                      : "Nothing was decided by ") +
      missed.text() + ".";
  record.after = about->standing();
  record.due_on = working_days_after(today, days_after_escalation);
  record.step.due_on = record.due_on;
  record_step(transaction, journal, *about, std::move(record));
  return true;
}

}  // namespace

std::size_t escalate_cases(Database& database, const Journal& journal) {
  const Date today = london_date(journal.now());
  std::vector<std::string> ids;
  database.with_connection([&](Connection& connection) {
    connection.query_each(
        "SELECT id FROM case_file WHERE due_on < ?"
        " AND state IN ('open', 'objected', 'responded', 'appealed') ORDER BY due_on LIMIT ?",
        {today.text(), static_cast<std::int64_t>(cases_in_a_run)},
        [&](const Row& row) { ids.push_back(row.text(0)); });
  });
  std::size_t escalated = 0;
  for (const std::string& id : ids) {
    const bool done = database.in_transaction(
        [&](Transaction& transaction) { return escalate(transaction, journal, id, today); });
    if (done) ++escalated;
  }
  return escalated;
}

}  // namespace assize::registry
