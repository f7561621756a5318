#include "registry/register/history/school_history.h"

#include <algorithm>
#include <array>
#include <map>

#include "registry/database/stored_instant.h"
#include "registry/register/history/earlier_values.h"

namespace assize::registry {
namespace {

using What = HistoryEvent::What;
using Key = std::pair<std::string, std::string>;  // system time, and column

std::string column_list() {
  std::string list;
  for (const std::string_view column : school_columns) list += ", " + std::string(column);
  return list;
}

// Until which day the values before it held, by the moment at which that became known.
std::map<Key, std::string> days_of_change(Connection& connection, std::uint32_t urn) {
  std::map<Key, std::string> days;
  connection.query_each(
      "SELECT row_start, column_name, until_date FROM school_earlier_value FOR SYSTEM_TIME ALL"
      " WHERE urn = ? ORDER BY until_date",
      {std::int64_t{urn}}, [&](const Row& row) {
        days[{row.text(0), row.text(1)}] = row.text(2);
      });
  return days;
}

std::vector<HistoryChange> changes_between(const SchoolValues& before, const SchoolValues& after,
                                           const std::string& at,
                                           const std::map<Key, std::string>& days) {
  std::vector<HistoryChange> changes;
  for (std::size_t place = 0; place < school_columns.size(); ++place) {
    if (before.at(place) == after.at(place)) continue;
    const std::string column(school_columns.at(place));
    HistoryChange change{{column, before.at(place), after.at(place)}, std::nullopt};
    if (const auto day = days.find({at, column}); day != days.end())
      change.holds_from = day->second;
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<HistoryEvent> versions_of(Connection& connection, std::uint32_t urn) {
  const auto days = days_of_change(connection, urn);
  std::vector<HistoryEvent> events;
  std::optional<SchoolValues> before;
  connection.query_each("SELECT row_start" + column_list() +
                            " FROM school FOR SYSTEM_TIME ALL WHERE urn = ? ORDER BY row_start",
                        {std::int64_t{urn}}, [&](const Row& row) {
                          SchoolValues values;
                          for (std::size_t at = 0; at < school_columns.size(); ++at) {
                            values.at(at) = row.text_or_none(at + 1);
                          }
                          HistoryEvent event;
                          event.what = before ? What::changed : What::added;
                          event.known_at = row.text(0);
                          event.changes = changes_between(before.value_or(SchoolValues()), values,
                                                          row.text(0), days);
                          before = std::move(values);
                          if (!event.changes.empty()) events.push_back(std::move(event));
                        });
  return events;
}

void add_others(Connection& connection, std::uint32_t urn, What what, std::string_view sql,
                std::vector<HistoryEvent>& events) {
  connection.query_each(sql, {std::int64_t{urn}}, [&](const Row& row) {
    HistoryEvent event;
    event.what = what;
    event.known_at = row.text(0);
    event.summary = row.text(1);
    events.push_back(std::move(event));
  });
}

void name_imports(Connection& connection, std::vector<HistoryEvent>& events) {
  for (HistoryEvent& event : events) {
    const auto run = connection.query_one(
        "SELECT kind, file_sha256 FROM import_run WHERE known_at = ? LIMIT 1", {event.known_at});
    if (!run) continue;
    event.import_kind = run->text(0);
    event.file_sha256 = run->text(1);
  }
}

// A correction takes the place of the version that it wrote; one of days gone by wrote none.
void add_corrections(Connection& connection, std::uint32_t urn, std::vector<HistoryEvent>& events) {
  for (Correction& correction : corrections_of(connection, urn)) {
    const std::string moment = instant_to_database(correction.known_at);
    const auto found = std::ranges::find_if(events, [&](const HistoryEvent& event) {
      return event.what == What::changed && event.known_at == moment;
    });
    HistoryEvent event;
    event.what = What::corrected;
    event.known_at = moment;
    for (const ChangedValue& value : correction.values) {
      event.changes.push_back({value, correction.from});
    }
    event.correction = std::move(correction);
    if (found == events.end()) {
      events.push_back(std::move(event));
    } else {
      *found = std::move(event);
    }
  }
}

}  // namespace

std::string_view code(What what) {
  constexpr std::array<std::string_view, 8> codes{"added",        "changed",  "corrected",
                                                  "approval",     "provider", "inspection",
                                                  "registration", "control"};
  return codes.at(static_cast<std::size_t>(what));
}

std::vector<HistoryEvent> school_history(Connection& connection, std::uint32_t urn) {
  std::vector<HistoryEvent> events = versions_of(connection, urn);
  if (events.empty()) return events;
  add_others(connection, urn, What::approval,
             "SELECT row_start, CONCAT(REPLACE(REPLACE(kind, 'section41', 'section 41'), '_', '-'),"
             " ' ', event, ' on ', on_date) FROM approval_event FOR SYSTEM_TIME ALL WHERE urn = ?",
             events);
  add_others(connection, urn, What::provider,
             "SELECT row_start, CONCAT('run by ', provider_id, ' from ', from_date,"
             " IF(to_date IS NULL, '', CONCAT(' to ', to_date)))"
             " FROM school_provider FOR SYSTEM_TIME ALL WHERE urn = ?",
             events);
  add_others(connection, urn, What::inspection,
             "SELECT row_start, CONCAT('inspected by ', body, ' on ', on_date, ': ', outcome)"
             " FROM inspection FOR SYSTEM_TIME ALL WHERE urn = ?",
             events);
  add_others(connection, urn, What::registration,
             "SELECT row_start, CONCAT(REPLACE(REPLACE(event, 'childrens', 'children''s'), '_', ' "
             "'), ' on ', on_date,"
             " IF(due_on IS NULL, '', CONCAT(', due on ', due_on)),"
             " IF(words = '', '', CONCAT(': ', words)),"
             " IF(application_id IS NULL, '', CONCAT(', by application ', application_id)))"
             " FROM registration_event FOR SYSTEM_TIME ALL WHERE urn = ?",
             events);
  add_others(connection, urn, What::control,
             "SELECT row_start, CONCAT('passed to ', controller_id, ' ', controller_name, ', ',"
             " REPLACE(owner_kind, '_', ' '), ', from ', from_date)"
             " FROM control_change FOR SYSTEM_TIME ALL WHERE urn = ?",
             events);
  name_imports(connection, events);
  add_corrections(connection, urn, events);
  std::ranges::stable_sort(events, {}, &HistoryEvent::known_at);
  for (HistoryEvent& event : events) event.known_at = instant_from_database(event.known_at);
  return events;
}

}  // namespace assize::registry
