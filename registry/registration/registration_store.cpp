#include "registry/registration/registration_store.h"

#include "pricing/exact/codes.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/steps/hexadecimal.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;
using pricing::Urn;
using Events = std::vector<RegistrationEvent>;

constexpr std::string_view columns =
    "SELECT id, urn, application_id, event, on_date, due_on, condition_id, words, reasons,"
    " account_id, recorded_at, commitment_random, receipt FROM registration_event";

std::optional<Date> day_or_none(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse(row.text(column)).value();
}

RegistrationEvent event_of(const Row& row) {
  RegistrationEvent event;
  event.id = row.text(0);
  if (!row.is_null(1)) {
    event.urn = Urn::from_number(static_cast<std::uint32_t>(row.integer(1))).value();
  }
  event.application_id = row.text_or_none(2);
  event.kind = parse_registration_event(row.text(3)).value();
  event.on = Date::parse(row.text(4)).value();
  event.due = day_or_none(row, 5);
  event.condition_id = row.text_or_none(6);
  event.words = row.text(7);
  event.reasons = row.text(8);
  event.account_id = row.text(9);
  event.recorded_at = instant_from_database(row.text(10));
  event.commitment_random = row.text(11);
  event.receipt_json = row.text(12);
  return event;
}

Events read_events(Connection& connection, const std::string& sql, const Values& values) {
  Events events;
  connection.query_each(sql, values, [&](const Row& row) { events.push_back(event_of(row)); });
  return events;
}

Value day_value(const std::optional<Date>& day) {
  return day ? Value(day->text()) : Value(nullptr);
}

Value urn_value(const std::optional<Urn>& urn) {
  return urn ? Value(std::int64_t{urn->number()}) : Value(nullptr);
}

NewEntry entry_of(const RegistrationEvent& event, const std::string& body_sha256) {
  NewEntry entry;
  entry.action = "registration." + std::string(code(event.kind));
  entry.actor = event.account_id;
  entry.subject = event.urn ? "school/" + event.urn->text()
                            : "application/" + event.application_id.value_or("none");
  entry.body_sha256 = body_sha256;
  CanonicalValue::Object part{{"id", event.id}, {"on", event.on.text()}};
  if (event.urn) part.emplace("urn", event.urn->text());
  if (event.application_id) part.emplace("application", *event.application_id);
  if (event.due) part.emplace("due", event.due->text());
  if (event.condition_id) part.emplace("condition", *event.condition_id);
  entry.public_part = std::move(part);
  return entry;
}

}  // namespace

RegistrationEvent add_registration_event(Transaction& transaction, const Journal& journal,
                                         RegistrationEvent event) {
  const audit::Instant now = journal.now();
  event.id = new_filing_id(now);
  event.recorded_at = audit::instant_text(now);
  const audit::Commitment commitment = audit::commit_to(audit::canonical_text(
      CanonicalValue::Object{{"reasons", event.reasons}, {"words", event.words}}));
  event.commitment_random = hexadecimal(commitment.random);
  event.receipt_json =
      audit::receipt_json(journal.append(transaction, entry_of(event, commitment.body_sha256)));
  transaction.connection().execute(
      "INSERT INTO registration_event (id, urn, application_id, event, on_date, due_on,"
      " condition_id, words, reasons, account_id, recorded_at, commitment_random, receipt)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event.id, urn_value(event.urn), value_or_null(event.application_id),
       std::string(code(event.kind)), event.on.text(), day_value(event.due),
       value_or_null(event.condition_id), event.words, event.reasons, event.account_id,
       instant_to_database(event.recorded_at), event.commitment_random, event.receipt_json});
  return event;
}

Events lock_registration_events(Connection& connection, Urn urn) {
  return read_events(connection, std::string(columns) + " WHERE urn = ? ORDER BY id FOR UPDATE",
                     {std::int64_t{urn.number()}});
}

Events registration_events_of(Connection& connection, Urn urn, const KnownAt& known) {
  Values values;
  known.bind(values);
  values.emplace_back(std::int64_t{urn.number()});
  return read_events(
      connection, std::string(columns) + std::string(known.clause()) + " WHERE urn = ? ORDER BY id",
      values);
}

Events events_of_application(Connection& connection, const std::string& id) {
  return read_events(connection, std::string(columns) + " WHERE application_id = ? ORDER BY id",
                     {id});
}

std::optional<LockedCondition> lock_condition(Connection& connection, const std::string& id) {
  const Events events = read_events(
      connection, std::string(columns) + " WHERE id = ? OR condition_id = ? ORDER BY id FOR UPDATE",
      {id, id});
  std::optional<LockedCondition> found;
  for (const RegistrationEvent& event : events) {
    if (event.kind == RegistrationEventKind::condition_imposed) found = {event, false};
  }
  if (found) found->is_ended = events.size() > 1;
  return found;
}

std::optional<Events> find_registration_events(Connection& connection, Urn urn,
                                               const TwoTimes& times) {
  const auto school = read_school_at(connection, urn.number(), times);
  if (!school) return std::nullopt;
  const int type = std::stoi((*school)[SchoolColumn::type_code].value_or("0"));
  if (!pricing::is_regulated_type(type)) return std::nullopt;
  return registration_events_of(connection, urn, KnownAt(times.known_at));
}

Registration read_registration_at(Connection& connection, Urn urn, const TwoTimes& times) {
  return registration_on(registration_events_of(connection, urn, KnownAt(times.known_at)),
                         times.as_at.value_or(times.today));
}

std::unordered_map<std::uint32_t, Events> load_registration_events(Connection& connection) {
  std::unordered_map<std::uint32_t, Events> by_urn;
  connection.query_each(
      std::string(columns) + " WHERE urn IS NOT NULL ORDER BY id", {}, [&](const Row& row) {
        by_urn[static_cast<std::uint32_t>(row.integer(1))].push_back(event_of(row));
      });
  return by_urn;
}

}  // namespace assize::registry
