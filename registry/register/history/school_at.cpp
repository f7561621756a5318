#include "registry/register/history/school_at.h"

#include <vector>

#include "registry/register/approvals.h"
#include "registry/register/history/earlier_values.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

using pricing::Date;

std::string column_list() {
  std::string list;
  for (const std::string_view column : school_columns) {
    list += (list.empty() ? "" : ", ") + std::string(column);
  }
  return list;
}

// The council of the day where the register knows only today's.
void set_council_on(Date day, SchoolValues& values) {
  auto& held = values[SchoolColumn::la_code];
  if (!held) return;
  const auto code = pricing::LaCode::parse(*held);
  if (!code.ok()) return;
  if (const auto then = council_on(*code, day)) held = then->text();
}

Values bound_to(const KnownAt& known, std::uint32_t urn) {
  Values values;
  known.bind(values);
  values.emplace_back(std::int64_t{urn});
  return values;
}

}  // namespace

void set_status_on(Date day, SchoolValues& values) {
  const auto& opened = values[SchoolColumn::open_date];
  const auto& closed = values[SchoolColumn::close_date];
  auto& status = values[SchoolColumn::status];
  const std::string on = day.text();
  if (opened && on < *opened) {
    status = "proposed_to_open";
  } else if (status == "closed" && closed && on <= *closed) {
    status = "open";
  }
}

std::optional<SchoolValues> read_school_at(Connection& connection, std::uint32_t urn,
                                           const TwoTimes& times) {
  const KnownAt known(times.known_at);
  const auto row = connection.query_one(
      "SELECT " + column_list() + " FROM school" + std::string(known.clause()) + " WHERE urn = ?",
      bound_to(known, urn));
  if (!row) return std::nullopt;
  SchoolValues values;
  for (std::size_t at = 0; at < school_columns.size(); ++at) values.at(at) = row->text_or_none(at);
  if (times.as_at && *times.as_at < times.today) {
    go_back_to(connection, urn, *times.as_at, known, values);
    set_status_on(*times.as_at, values);
    set_council_on(*times.as_at, values);
  }
  return values;
}

std::optional<ProviderAt> read_provider_at(Connection& connection, std::uint32_t urn,
                                           const TwoTimes& times) {
  const KnownAt known(times.known_at);
  const std::string clause(known.clause());
  Values values;
  for (int table = 0; table < 3; ++table) known.bind(values);
  const std::string day = times.as_at.value_or(times.today).text();
  values.insert(values.end(), {std::int64_t{urn}, day, day});
  const auto row = connection.query_one(
      "SELECT provider.id, provider.name, provider_group.name FROM school_provider" + clause +
          " AS runs JOIN provider" + clause +
          " AS provider ON provider.id = runs.provider_id LEFT JOIN provider_group" + clause +
          " AS provider_group ON provider_group.id = provider.group_id"
          " WHERE runs.urn = ? AND runs.from_date <= ? AND (runs.to_date IS NULL OR"
          " runs.to_date >= ?) ORDER BY runs.from_date DESC, provider.id DESC LIMIT 1",
      values);
  if (!row) return std::nullopt;
  return ProviderAt{row->text(0), row->text(1), row->text_or_none(2).value_or("")};
}

std::optional<Date> read_approved_since_at(Connection& connection, std::uint32_t urn,
                                           const TwoTimes& times) {
  const KnownAt known(times.known_at);
  std::vector<ApprovalEvent> events;
  connection.query_each("SELECT event = 'granted', on_date FROM approval_event" +
                            std::string(known.clause()) + " WHERE kind = 'section41' AND urn = ?",
                        bound_to(known, urn), [&](const Row& row) {
                          events.push_back({row.integer(0) != 0, Date::parse(row.text(1)).value()});
                        });
  return approved_since(events, times.as_at.value_or(times.today));
}

}  // namespace assize::registry
