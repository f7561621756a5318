#include "registry/register/control/ownership.h"

#include "registry/database/stored_instant.h"

namespace assize::registry {
namespace {

using pricing::Date;

template <typename Code, std::size_t count>
Code stored_code(const std::array<std::string_view, count>& codes, const std::string& text) {
  return pricing::read_code<Code>(codes, text).value();
}

std::vector<RunningOfSchool> read_runnings(Connection& connection, const KnownAt& known,
                                           const std::string& where, const Value& of) {
  const std::string clause(known.clause());
  Values values;
  for (int table = 0; table < 4; ++table) known.bind(values);
  values.push_back(of);
  std::vector<RunningOfSchool> runnings;
  connection.query_each(
      "SELECT runs.urn, school.name, runs.provider_id, provider.name, provider.group_id,"
      " provider_group.name, runs.from_date, runs.to_date FROM school_provider" +
          clause + " AS runs LEFT JOIN school" + clause +
          " AS school ON school.urn = runs.urn LEFT JOIN provider" + clause +
          " AS provider ON provider.id = runs.provider_id LEFT JOIN provider_group" + clause +
          " AS provider_group ON provider_group.id = provider.group_id" + where +
          " ORDER BY runs.from_date, runs.urn LIMIT 2000",
      values, [&](const Row& row) {
        const auto text = [&row](std::size_t at) { return row.text_or_none(at).value_or(""); };
        runnings.push_back({static_cast<std::uint32_t>(row.integer(0)), text(1), text(2), text(3),
                            text(4), text(5), text(6), row.text_or_none(7)});
      });
  return runnings;
}

ControlChange change_of(const Row& row) {
  ControlChange change;
  change.id = row.text(0);
  if (!row.is_null(1)) {
    change.urn = pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(1))).value();
  }
  change.provider_id = row.text_or_none(2);
  change.controller_id = row.text(3);
  change.controller_name = row.text(4);
  change.owner_kind = stored_code<OwnerKind>(owner_kind_codes, row.text(5));
  change.from = Date::parse(row.text(6)).value();
  change.reason = row.text(7);
  change.recorded_at = instant_from_database(row.text(8));
  change.commitment_random = row.text(9);
  change.receipt_json = row.text(10);
  return change;
}

std::vector<ControlChange> read_changes(Connection& connection, const KnownAt& known,
                                        const std::string& where, const Value& of) {
  Values values;
  known.bind(values);
  values.push_back(of);
  std::vector<ControlChange> changes;
  connection.query_each(
      "SELECT id, urn, provider_id, controller_id, controller_name, owner_kind, from_date, reason,"
      " recorded_at, commitment_random, receipt FROM control_change" +
          std::string(known.clause()) + where + " ORDER BY from_date, id LIMIT 1000",
      values, [&](const Row& row) { changes.push_back(change_of(row)); });
  for (ControlChange& change : changes) {
    connection.query_each(
        "SELECT party_id, name, relation FROM connected_party WHERE change_id = ?"
        " ORDER BY party_id, relation",
        {change.id}, [&](const Row& row) {
          change.connected.push_back(
              {row.text(0), row.text(1),
               stored_code<PartyRelation>(party_relation_codes, row.text(2))});
        });
  }
  return changes;
}

}  // namespace

Ownership ownership_of_school(Connection& connection, pricing::Urn urn, const KnownAt& known) {
  const Value of = std::int64_t{urn.number()};
  return {read_runnings(connection, known, " WHERE runs.urn = ?", of),
          read_changes(connection, known, " WHERE urn = ?", of)};
}

std::optional<ProviderOwnership> ownership_of_provider(Connection& connection,
                                                       const std::string& id,
                                                       const KnownAt& known) {
  const std::string clause(known.clause());
  Values values;
  known.bind(values);
  known.bind(values);
  values.emplace_back(id);
  const auto row = connection.query_one(
      "SELECT provider.name, provider.group_id, provider_group.name FROM provider" + clause +
          " AS provider LEFT JOIN provider_group" + clause +
          " AS provider_group ON provider_group.id = provider.group_id WHERE provider.id = ?",
      values);
  if (!row) return std::nullopt;
  return ProviderOwnership{id,
                           row->text(0),
                           row->text_or_none(1).value_or(""),
                           row->text_or_none(2).value_or(""),
                           {read_runnings(connection, known, " WHERE runs.provider_id = ?", id),
                            read_changes(connection, known, " WHERE provider_id = ?", id)}};
}

}  // namespace assize::registry
