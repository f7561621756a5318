#include "registry/registration/conditions.h"

#include "registry/filings/london_date.h"

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::size_t conditions_at_once = 1000;

constexpr std::string_view select_conditions =
    "SELECT imposed.id, imposed.urn, imposed.application_id, imposed.words, imposed.on_date,"
    " imposed.due_on, ending.on_date, ending.event FROM registration_event AS imposed"
    " LEFT JOIN registration_event AS ending ON ending.condition_id = imposed.id"
    " WHERE imposed.event = 'condition_imposed' AND imposed.on_date <= ?";
constexpr std::string_view by_day = " ORDER BY imposed.due_on IS NULL, imposed.due_on, imposed.id";

std::optional<Date> day_or_none(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse(row.text(column)).value();
}

Condition condition_of(const Row& row) {
  Condition condition;
  condition.id = row.text(0);
  if (!row.is_null(1)) {
    condition.urn = pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(1))).value();
  }
  condition.application_id = row.text_or_none(2);
  condition.words = row.text(3);
  condition.imposed = Date::parse(row.text(4)).value();
  condition.due = day_or_none(row, 5);
  condition.ended = day_or_none(row, 6);
  condition.was_lifted = row.text_or_none(7) == "condition_lifted";
  return condition;
}

void select_of_providers(std::string& sql, Values& values,
                         const std::vector<std::string>& providers, Date day) {
  std::string marks = "NULL";
  Values ids;
  for (const std::string& each : providers) {
    marks += ", ?";
    ids.emplace_back(each);
  }
  sql += " AND (imposed.urn IN (SELECT urn FROM school_provider WHERE provider_id IN (" + marks;
  sql += ") AND from_date <= ? AND (to_date IS NULL OR to_date >= ?)) OR imposed.application_id IN";
  sql += " (SELECT id FROM register_application WHERE provider_id IN (" + marks + ")))";
  values.insert(values.end(), ids.begin(), ids.end());
  values.emplace_back(day.text());
  values.emplace_back(day.text());
  values.insert(values.end(), ids.begin(), ids.end());
}

NewEntry reminder_of(const Condition& condition, ConditionState state) {
  NewEntry entry;
  entry.action = "registration.condition_" + std::string(code(state));
  entry.actor = "system";
  entry.subject = condition.urn ? "school/" + condition.urn->text()
                                : "application/" + condition.application_id.value_or("none");
  audit::CanonicalValue::Object part{{"condition", condition.id}, {"due", condition.due->text()}};
  if (condition.urn) part.emplace("urn", condition.urn->text());
  entry.public_part = std::move(part);
  return entry;
}

// Those that are near or past their day, and of which it has not been said.
std::vector<Condition> not_reminded_of(Connection& connection, Date today) {
  std::vector<Condition> conditions;
  connection.query_each(
      std::string(select_conditions) +
          " AND ending.id IS NULL AND imposed.due_on <= ? AND NOT EXISTS (SELECT 1 FROM"
          " condition_reminder AS said WHERE said.condition_id = imposed.id"
          " AND said.kind = IF(imposed.due_on < ?, 'overdue', 'due_soon'))" +
          std::string(by_day),
      {today.text(), today.plus_days(due_soon_days).text(), today.text()},
      [&](const Row& row) { conditions.push_back(condition_of(row)); });
  return conditions;
}

int remind(Transaction& transaction, const Journal& journal, Date today) {
  Connection& connection = transaction.connection();
  connection.execute("UPDATE lease SET fencing = fencing + 1 WHERE name = 'conditions'");
  int reminders = 0;
  for (const Condition& condition : not_reminded_of(connection, today)) {
    const ConditionState state = condition.state_on(today);
    const std::string receipt =
        audit::receipt_json(journal.append(transaction, reminder_of(condition, state)));
    connection.execute(
        "INSERT INTO condition_reminder (condition_id, kind, reminded_on, receipt)"
        " VALUES (?, ?, ?, ?)",
        {condition.id, std::string(code(state)), today.text(), receipt});
    ++reminders;
  }
  return reminders;
}

}  // namespace

std::vector<Condition> list_conditions(Connection& connection, const ConditionFilter& filter,
                                       Date day) {
  std::string sql(select_conditions);
  Values values{day.text()};
  if (filter.providers) select_of_providers(sql, values, *filter.providers, day);
  std::vector<Condition> conditions;
  connection.query_each(sql + std::string(by_day), values, [&](const Row& row) {
    if (conditions.size() == conditions_at_once) return;
    Condition condition = condition_of(row);
    if (filter.state && condition.state_on(day) != *filter.state) return;
    conditions.push_back(std::move(condition));
  });
  return conditions;
}

int remind_of_conditions(Database& database, const Journal& journal) {
  const Date today = london_date(journal.now());
  const bool is_needed = database.with_connection(
      [&](Connection& connection) { return !not_reminded_of(connection, today).empty(); });
  if (!is_needed) return 0;
  return database.in_transaction(
      [&](Transaction& transaction) { return remind(transaction, journal, today); });
}

}  // namespace assize::registry
