#include "registry/frameworks/applications.h"

#include <algorithm>

#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/frameworks/frameworks.h"
#include "registry/registration/registration_store.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;
using pricing::Urn;

constexpr std::size_t words_limit_bytes = 10'000;
constexpr unsigned row_changed_since_read = 1020;  // ER_CHECKREAD

Result<Framework> framework_with_lot(Connection& connection, const LotAddress& address) {
  auto framework = find_framework(connection, address.framework);
  if (!framework) {
    return Fault{"not_found",
                 "No framework of that id is published. `GET /v1/frameworks` and "
                 "`assize framework list` list them."};
  }
  if (framework->find_lot(address.lot) == nullptr) {
    return Fault{"not_found", "Framework " + framework->id + " has no lot of that id."};
  }
  return *std::move(framework);
}

// What is confidential of an event: the log's entry commits to it.
std::string confidential_body(const LotApplication& application, const LotEvent& event) {
  return audit::canonical_text(CanonicalValue::Object{{"application", application.id},
                                                      {"event", std::string(code(event.kind))},
                                                      {"framework", application.framework},
                                                      {"lot", application.lot},
                                                      {"on", event.on.text()},
                                                      {"reasons", event.reasons},
                                                      {"statement", application.statement},
                                                      {"urn", application.urn.text()}});
}

// Which school applied or was refused is not for everyone to read, so the entry names the lot.
NewEntry entry_of(const LotApplication& application, const LotEvent& event,
                  const audit::Commitment& commitment) {
  NewEntry entry;
  entry.action = "lot." + std::string(code(event.kind));
  entry.actor = event.account_id;
  entry.subject = "lot/" + application.framework + "/" + application.lot;
  entry.body_sha256 = commitment.body_sha256;
  CanonicalValue::Object part{{"framework", application.framework},
                              {"lot", application.lot},
                              {"status", std::string(code(status_after(event.kind)))}};
  if (is_public(event.kind)) {
    entry.subject += "/" + application.urn.text();
    part.emplace("on", event.on.text());
    part.emplace("urn", application.urn.text());
  }
  entry.public_part = std::move(part);
  return entry;
}

// Logs and stores the event, as the application's last.
void record(Transaction& transaction, const Journal& journal, LotApplication& application,
            LotEvent event) {
  event.recorded_at = audit::instant_text(journal.now());
  const audit::Commitment commitment = audit::commit_to(confidential_body(application, event));
  event.commitment_random = hexadecimal(commitment.random);
  event.receipt_json =
      audit::receipt_json(journal.append(transaction, entry_of(application, event, commitment)));
  transaction.connection().execute(
      "INSERT INTO lot_event (application_id, event, on_date, recorded_at, account_id, reasons,"
      " commitment_random, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {application.id, std::string(code(event.kind)), event.on.text(),
       instant_to_database(event.recorded_at), event.account_id, event.reasons,
       event.commitment_random, event.receipt_json});
  application.status = status_after(event.kind);
  application.events.push_back(std::move(event));
}

// The organisation whose application it is: the caller's, or that of the provider who runs the
// school on that day.
Result<std::string> applicant(Connection& connection, const ApplyCommand& command, Urn urn,
                              Date on) {
  const Fault no_provider{"urn", "By the register no provider runs school " + urn.text() + " on " +
                                     on.text() + ", so nobody can apply for it."};
  if (!is_regulator(command.caller.role)) {
    if (runs_school(connection, command.caller, urn, on)) return command.caller.organisation_id;
    return Fault{"forbidden", "By the register you do not run school " + urn.text() + " on " +
                                  on.text() + ". Apply for your own schools only."};
  }
  const auto row = connection.query_one(
      "SELECT provider_id FROM school_provider WHERE urn = ? AND from_date <= ?"
      " AND (to_date IS NULL OR to_date >= ?) ORDER BY from_date DESC, provider_id LIMIT 1",
      {std::int64_t{urn.number()}, on.text(), on.text()});
  if (!row) return no_provider;
  return "org_" + row->text(0);
}

std::optional<Fault> refuse_school(Connection& connection, Urn urn) {
  const auto row = connection.query_one("SELECT type_code, status FROM school WHERE urn = ?",
                                        {std::int64_t{urn.number()}});
  if (!row) return Fault{"urn", "No school on the register has the URN " + urn.text() + "."};
  if (!pricing::is_regulated_type(static_cast<int>(row->integer(0)))) {
    return Fault{"urn", "School " + urn.text() + " is not of a type that sells places here."};
  }
  if (row->text(1) != "open" && row->text(1) != "open_but_proposed_to_close") {
    return Fault{"urn", "By the register school " + urn.text() + " is not open."};
  }
  return std::nullopt;
}

Result<Date> day_of_applying(const ApplyCommand& command, Date today) {
  if (!command.on || *command.on == today) return today;
  if (!is_regulator(command.caller.role)) {
    return Fault{"on", "The day of applying is today, " + today.text() +
                           ". Leave it out: only the regulator may give another."};
  }
  if (*command.on > today) {
    return Fault{"on", "The day of applying, " + command.on->text() + ", is after today, " +
                           today.text() + ". Give today or a day before."};
  }
  return *command.on;
}

std::optional<Fault> refuse_when_not_open(const Framework& framework, Date on) {
  const FrameworkState state = framework.state_on(on);
  if (state == FrameworkState::open) return std::nullopt;
  return Fault{"conflict", "Framework " + framework.id + " is " + std::string(code(state)) +
                               " on " + on.text() + ". Schools may apply from " +
                               framework.dates.opens.text() + " to " +
                               framework.dates.closes.text() + "."};
}

// The attempt that a new application is; a fault while an earlier one stands.
Result<std::int64_t> next_attempt(Connection& connection, const LotAddress& lot, Urn urn) {
  const auto last = connection.query_one(
      "SELECT attempt, status FROM lot_application WHERE framework_id = ? AND lot_id = ?"
      " AND urn = ? ORDER BY attempt DESC LIMIT 1 FOR UPDATE",
      {lot.framework, lot.lot, std::int64_t{urn.number()}});
  if (!last) return 1;
  const std::string& status = last->text(1);
  if (status == code(LotStatus::refused)) return last->integer(0) + 1;
  return Fault{"conflict",
               "School " + urn.text() + " has applied to this lot already: it is " + status + "."};
}

Result<Urn> parse_urn(const std::string& text) {
  Result<Urn> urn = Urn::parse(text);
  if (urn.ok()) return urn;
  return Fault{"urn", urn.faults().front().message};
}

Result<LotApplication> new_application(Connection& connection, const ApplyCommand& command, Urn urn,
                                       Date on) {
  const auto framework = framework_with_lot(connection, command.lot);
  if (!framework) return framework.faults();
  const auto organisation = applicant(connection, command, urn, on);
  if (!organisation) return organisation.faults();
  if (auto fault = refuse_when_not_open(*framework, on)) return *fault;
  if (auto fault = refuse_school(connection, urn)) return *fault;
  LotApplication application(urn);
  application.framework = command.lot.framework;
  application.lot = command.lot.lot;
  application.organisation_id = *organisation;
  application.statement = command.statement;
  return application;
}

}  // namespace

Result<LotApplication> apply_to_lot(Database& database, const Journal& journal,
                                    const ApplyCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return apply_to_lot(transaction, journal, command); });
}

Result<LotApplication> apply_to_lot(Transaction& transaction, const Journal& journal,
                                    const ApplyCommand& command) {
  Connection& connection = transaction.connection();
  const bool is_provider = command.caller.role == Role::provider && command.caller.provider_id;
  if (!is_provider && !is_regulator(command.caller.role)) {
    return Fault{"forbidden", "Only a provider, for its own schools, or the regulator may apply."};
  }
  if (command.statement.size() > words_limit_bytes) {
    return Fault{"statement", "The statement is longer than 10,000 bytes. Shorten it."};
  }
  const auto urn = parse_urn(command.urn);
  if (!urn) return urn.faults();
  const auto on = day_of_applying(command, london_date(journal.now()));
  if (!on) return on.faults();
  // First, so that of two at the same moment one waits for the other and then sees it.
  const auto attempt = next_attempt(connection, command.lot, *urn);
  auto application = new_application(connection, command, *urn, *on);
  if (!application) return application;
  if (!attempt) return attempt.faults();
  LotApplication made = std::move(application).value();
  made.id = new_filing_id(journal.now());
  connection.execute(
      "INSERT INTO lot_application (id, framework_id, lot_id, urn, attempt, organisation_id,"
      " statement, status) VALUES (?, ?, ?, ?, ?, ?, ?, 'applied')",
      {made.id, made.framework, made.lot, std::int64_t{made.urn.number()}, *attempt,
       made.organisation_id, made.statement});
  record(transaction, journal, made,
         {LotEventKind::applied, *on, {}, command.caller.account_id, {}, {}, {}});
  return made;
}

Result<LotApplication> decide_application(Database& database, const Journal& journal,
                                          const DecideCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return decide_application(transaction, journal, command); });
}

namespace {

std::optional<Fault> refuse_reasons(const DecideCommand& command) {
  if (command.reasons.size() > words_limit_bytes) {
    return Fault{"reasons", "The reasons are longer than 10,000 bytes. Shorten them."};
  }
  const bool may_be_without =
      command.decision == LotEventKind::admitted || command.decision == LotEventKind::reinstated;
  if (may_be_without || !command.reasons.empty()) return std::nullopt;
  return Fault{"reasons", "A school that is " + std::string(code(command.decision)) +
                              " is told why. Give the reasons."};
}

// The application's row for the rest of the transaction, so that of two decisions at the same
// moment the second follows on the first: its id and status.
std::optional<Row> lock_application(Connection& connection, const LotAddress& lot, Urn urn) {
  return connection.query_one(
      "SELECT id, status FROM lot_application WHERE framework_id = ? AND lot_id = ? AND urn = ?"
      " ORDER BY attempt DESC LIMIT 1 FOR UPDATE",
      {lot.framework, lot.lot, std::int64_t{urn.number()}});
}

// A transaction that had begun to read before another decision was committed does not see that one:
// it is run again whole.
void require_latest(const std::optional<Row>& locked,
                    const std::optional<LotApplication>& application) {
  const bool is_same = locked.has_value() == application.has_value() &&
                       (!locked || (locked->text(0) == application->id &&
                                    locked->text(1) == code(application->status)));
  if (!is_same) {
    throw DatabaseError(row_changed_since_read, "another decision was recorded meanwhile");
  }
}

Result<Date> day_of_decision(const DecideCommand& command, const LotApplication& application,
                             const Framework& framework, Date today) {
  const Date on = command.on.value_or(today);
  const LotEvent& last = application.events.back();
  if (on < last.on) {
    return Fault{"on", on.text() + " is before the day from which the school was " +
                           std::string(code(last.kind)) + ", " + last.on.text() +
                           ". Give that day or a later one."};
  }
  if (on > framework.dates.ends) {
    return Fault{
        "on", on.text() + " is after the framework ends, on " + framework.dates.ends.text() + "."};
  }
  return on;
}

// A school whose registration is suspended or removed, on that day or from a later one, is not
// admitted.
std::optional<Fault> refuse_admission(Connection& connection, const DecideCommand& command, Urn urn,
                                      Date on) {
  const bool admits =
      command.decision == LotEventKind::admitted || command.decision == LotEventKind::reinstated;
  if (!admits) return std::nullopt;
  const auto events = lock_registration_events(connection, urn);
  for (const RegistrationEvent& event : events) {
    const Registration then = registration_on(events, std::max(on, event.on));
    if (then.is_in_force()) continue;
    return Fault{"conflict", "The registration of school " + urn.text() + " is " +
                                 std::string(code(then.status)) + " from " + then.since->text() +
                                 ", so it cannot be admitted to a lot."};
  }
  return std::nullopt;
}

}  // namespace

Result<LotApplication> decide_application(Transaction& transaction, const Journal& journal,
                                          const DecideCommand& command) {
  Connection& connection = transaction.connection();
  if (!is_regulator(command.caller.role)) {
    return Fault{"forbidden", "Only the regulator decides on applications."};
  }
  if (auto fault = refuse_reasons(command)) return *fault;
  const auto urn = parse_urn(command.urn);
  if (!urn) return urn.faults();
  const auto locked = lock_application(connection, command.lot, *urn);
  const auto framework = framework_with_lot(connection, command.lot);
  if (!framework) return framework.faults();
  auto application = find_application(connection, command.lot, *urn);
  require_latest(locked, application);
  if (!application) {
    return Fault{"not_found", "School " + urn->text() + " has not applied to this lot."};
  }
  if (auto fault = refuse_decision(application->status, command.decision)) return *fault;
  const auto on = day_of_decision(command, *application, *framework, london_date(journal.now()));
  if (!on) return on.faults();
  if (auto fault = refuse_admission(connection, command, *urn, *on)) return *fault;
  connection.execute("UPDATE lot_application SET status = ? WHERE id = ?",
                     {std::string(code(status_after(command.decision))), application->id});
  record(transaction, journal, *application,
         {command.decision, *on, {}, command.caller.account_id, command.reasons, {}, {}});
  return *std::move(application);
}

}  // namespace assize::registry
